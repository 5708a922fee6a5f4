import { ApiProperty } from '@nestjs/swagger';

class FeatureDto {
  @ApiProperty({ example: 'recency_days' })
  name!: string;

  @ApiProperty()
  description!: string;
}

class FeatureTableDto {
  @ApiProperty({ enum: ['customers', 'products'] })
  entity!: string;

  @ApiProperty({ example: 'customer_id' })
  key!: string;

  @ApiProperty({ type: [FeatureDto] })
  features!: FeatureDto[];
}

export class FeatureCatalogue {
  @ApiProperty({ type: [FeatureTableDto] })
  data!: FeatureTableDto[];
}
