-- Customers can be erased.
ALTER TABLE ops.etl_run DROP CONSTRAINT etl_run_kind;
ALTER TABLE ops.etl_run ADD CONSTRAINT etl_run_kind CHECK (kind IN ('run', 'approve', 'reject', 'rebuild', 'erase'));
