import type { DynamicModule } from '@nestjs/common';

/** The module for the server. Loaded when asked for: the command line does without the framework. */
export async function warehouseModule(roles: { worker: boolean }): Promise<DynamicModule> {
  const { WarehouseModule } = await import('./warehouse.module.js');
  return WarehouseModule.of(roles);
}
