import { ApiProperty } from '@nestjs/swagger';
import { SEGMENT_NAMES } from '../../../../datamart/index.js';
import { EvidenceDto } from './evidence.dto.js';
import { count, share } from './parts.dto.js';

const silhouette = {
  type: 'number',
  minimum: -1,
  maximum: 1,
  description: 'How clear the clusters are: 1 clear, 0 none.',
} as const;

class TriedClustersDto {
  @ApiProperty({ type: 'integer', minimum: 2, maximum: 20 })
  k!: number;

  @ApiProperty(silhouette)
  silhouette!: number;
}

class ClusterFeaturesDto {
  @ApiProperty({ minimum: 0, description: 'Days since the last sale.' })
  recency_days!: number;

  @ApiProperty({ minimum: 0, description: 'Sale invoices.' })
  orders!: number;

  @ApiProperty({ description: 'In the currency of inputs.' })
  net_revenue!: number;

  @ApiProperty({ minimum: 0, description: 'Different ones.' })
  products!: number;

  @ApiProperty(share('Of the value of sales, what was returned; 1 at most.'))
  returned_share!: number;

  @ApiProperty({ minimum: 0 })
  units_per_order!: number;
}

class ClusterDto {
  @ApiProperty(count())
  customers!: number;

  @ApiProperty(share('Of all customers.'))
  share!: number;

  @ApiProperty({ type: ClusterFeaturesDto })
  means!: ClusterFeaturesDto;

  @ApiProperty({ type: ClusterFeaturesDto })
  medians!: ClusterFeaturesDto;

  @ApiProperty({
    type: [String],
    description: 'Where it differs most from all, in words; none where it does not.',
    example: ['spend much', 'many orders'],
  })
  traits!: string[];

  @ApiProperty({
    type: 'array',
    items: { type: 'string' },
    maxItems: 5,
    description: 'Ids of the customers nearest to its middle.',
  })
  examples!: string[];
}

class ClustersDataDto {
  @ApiProperty({ type: 'integer', minimum: 2, maximum: 20, description: 'Clusters.' })
  k!: number;

  @ApiProperty(silhouette)
  silhouette!: number;

  @ApiProperty({ type: [TriedClustersDto], description: 'Of which the clearest was taken.' })
  tried!: TriedClustersDto[];

  @ApiProperty({
    type: 'integer',
    minimum: 20,
    description: 'That were looked at; of more than 50,000 an even part.',
  })
  customers!: number;

  @ApiProperty({ type: [ClusterDto], description: 'Largest first.' })
  clusters!: ClusterDto[];
}

export class ClustersAnswer extends EvidenceDto {
  @ApiProperty({ type: ClustersDataDto })
  data!: ClustersDataDto;
}

class MovedSegmentDto {
  @ApiProperty({ enum: SEGMENT_NAMES })
  segment!: string;

  @ApiProperty(count('At the end.'))
  customers!: number;

  @ApiProperty(count('From other segments; new customers are not among them.'))
  came!: number;

  @ApiProperty(count('To other segments.'))
  left!: number;
}

class SegmentMoveDto {
  @ApiProperty({ enum: SEGMENT_NAMES })
  from!: string;

  @ApiProperty({ enum: SEGMENT_NAMES })
  to!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  customers!: number;
}

class SegmentPeriodDto {
  @ApiProperty({ format: 'date' })
  from!: string;

  @ApiProperty({ format: 'date' })
  to!: string;

  @ApiProperty(count('Identified ones with a sale until the end.'))
  customers!: number;

  @ApiProperty(count('Of them, those without a sale until the beginning.'))
  new_customers!: number;

  @ApiProperty(count('In the same segment at both ends.'))
  stayed!: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    minimum: 0,
    maximum: 1,
    description: 'Of the customers of the beginning; null where there were none.',
  })
  stayed_share!: number | null;

  @ApiProperty({ type: [MovedSegmentDto], description: 'All nine, the best first.' })
  segments!: MovedSegmentDto[];

  @ApiProperty({ type: [SegmentMoveDto], description: 'From one segment to another, most customers first.' })
  moves!: SegmentMoveDto[];
}

class SegmentMovementDataDto {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', format: 'date' },
    minItems: 1,
    description: 'Days of the scores, oldest first: ends of months, and the last day of the facts.',
  })
  as_of!: string[];

  @ApiProperty({ type: [SegmentPeriodDto], description: 'From each of these days to the next.' })
  periods!: SegmentPeriodDto[];
}

export class SegmentMovementAnswer extends EvidenceDto {
  @ApiProperty({ type: SegmentMovementDataDto })
  data!: SegmentMovementDataDto;
}
