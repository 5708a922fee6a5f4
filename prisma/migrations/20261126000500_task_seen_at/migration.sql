-- When the worker of a task last gave a sign of life: one that lost its job and its worker is taken up again.
ALTER TABLE ops.task ADD COLUMN seen_at timestamptz(6);
