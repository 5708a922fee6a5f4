import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { camelCased, type GraphqlContext, sized } from '../../../../platform/graphql/index.js';
import { AppError } from '../../../../platform/errors/app-error.js';
import { Requires } from '../../../auth/index.js';
import { type SalesLine } from '../../domain/line.js';
import { type Sale } from '../../domain/sale.js';
import { sortOf, withinVersions } from '../../domain/sales-query.js';
import { LineGraphService } from '../../service/line-graph.service.js';
import { SalesService } from '../../service/sales.service.js';
import { loadersOf } from './loaders.js';
import { filterOf, FirstArgs, SaleArgs, SalesArgs } from './sales.args.js';
import {
  CountryNode,
  CustomerNode,
  InvoiceNode,
  ProductNode,
  SaleConnection,
  SaleNode,
} from './sales.types.js';

@Resolver(() => SaleNode)
export class SalesResolver {
  constructor(
    @Inject(SalesService) private readonly sales: SalesService,
    @Inject(LineGraphService) private readonly graph: LineGraphService,
  ) {}

  @Query(() => SaleConnection, {
    name: 'sales',
    complexity: sized('first'),
    description: 'Sales lines, filtered, sorted, by cursor. Lines and total are of the same version of gold.',
  })
  @Requires('sales:read')
  async list(@Args() args: SalesArgs, @Context() { state }: GraphqlContext): Promise<SaleConnection> {
    const filter = filterOf(args);
    const after = args.after ?? undefined;
    const found = await this.sales.stretch(filter, sortOf(args.sort), args.first, after, false);
    state.versions.add(found.gold.version);
    const edges = found.lines.map((line, at) => ({
      node: nodeOf(line, filter.asOf),
      cursor: found.cursors[at] ?? '',
    }));
    return {
      edges,
      pageInfo: {
        hasNextPage: found.hasNext,
        hasPreviousPage: after !== undefined,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: found.total,
      currency: found.gold.currency,
      goldVersion: found.gold.version,
    };
  }

  @Query(() => SaleNode, {
    name: 'sale',
    nullable: true,
    description: 'One sale; an error where there is none.',
  })
  @Requires('sales:read')
  async one(@Args() { id, asOf }: SaleArgs, @Context() context: GraphqlContext): Promise<SaleNode> {
    const day = asOf ? withinVersions(asOf) : undefined;
    const line = await loadersOf(context, this.graph, day).lines.load(id);
    if (line) return nodeOf(line, day);
    throw new AppError('not_found', `there is no sale ${id}`, {
      hint: 'The field sales lists sales with their ids.',
    });
  }

  @ResolveField(() => SaleNode, {
    nullable: true,
    description: 'On a return, the sale that it most likely returns.',
  })
  async returnedSale(
    @Parent() { returnedSaleId, asOf }: SaleNode,
    @Context() context: GraphqlContext,
  ): Promise<SaleNode | null> {
    if (returnedSaleId === null) return null;
    const line = await loadersOf(context, this.graph, asOf).lines.load(returnedSaleId);
    return line ? nodeOf(line, asOf) : null;
  }

  @ResolveField(() => [SaleNode], {
    complexity: sized('first'),
    description: 'What came back of it, oldest first.',
  })
  async returns(
    @Parent() { saleId, asOf }: SaleNode,
    @Args() { first }: FirstArgs,
    @Context() context: GraphqlContext,
  ): Promise<SaleNode[]> {
    const lines = await loadersOf(context, this.graph, asOf).returns(first).load(saleId);
    return lines.map((line) => nodeOf(line, asOf));
  }

  @ResolveField(() => ProductNode)
  async product(@Parent() node: SaleNode, @Context() context: GraphqlContext): Promise<ProductNode> {
    return camelCased((await this.details(node, context)).product);
  }

  @ResolveField(() => CustomerNode, { nullable: true, description: 'Null on anonymous lines.' })
  async customer(@Parent() node: SaleNode, @Context() context: GraphqlContext): Promise<CustomerNode | null> {
    const { customer } = await this.details(node, context);
    return customer && camelCased(customer);
  }

  @ResolveField(() => InvoiceNode)
  async invoice(@Parent() node: SaleNode, @Context() context: GraphqlContext): Promise<InvoiceNode> {
    return { ...camelCased((await this.details(node, context)).invoice), asOf: node.asOf };
  }

  @ResolveField(() => CountryNode, { description: 'The country of the line with what is known of it.' })
  async countryDetails(@Parent() node: SaleNode, @Context() context: GraphqlContext): Promise<CountryNode> {
    return camelCased((await this.details(node, context)).country);
  }

  private async details({ saleId, asOf }: SaleNode, context: GraphqlContext): Promise<Sale> {
    const details = await loadersOf(context, this.graph, asOf).details.load(saleId);
    if (details) return details;
    // The answer is made again where gold was published meanwhile.
    throw new AppError('unavailable', 'gold was published while this was answered', { hint: 'Ask again.' });
  }
}

@Resolver(() => InvoiceNode)
export class InvoiceResolver {
  constructor(@Inject(LineGraphService) private readonly graph: LineGraphService) {}

  @ResolveField(() => [SaleNode], { complexity: sized('first') })
  async lines(
    @Parent() { invoiceNo, asOf }: InvoiceNode,
    @Args() { first }: FirstArgs,
    @Context() context: GraphqlContext,
  ): Promise<SaleNode[]> {
    const lines = await loadersOf(context, this.graph, asOf).invoiceLines(first).load(invoiceNo);
    return lines.map((line) => nodeOf(line, asOf));
  }
}

function nodeOf(line: SalesLine, asOf: string | undefined): SaleNode {
  return { ...camelCased(line), asOf };
}
