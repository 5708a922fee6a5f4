"""Reads Delta tables with readers that are not Tillhouse's and prints what they see as JSON.

Usage: read_tables.py LAKE TABLE[@VERSION]...   (TABLE is layer/name)
"""

import json
import pathlib
import sys

import deltalake
import duckdb
import duckdb_extension_delta

SUM = (
    "SELECT count(*) AS rows, CAST(coalesce(sum(CAST(hash(CAST(t AS VARCHAR)) AS HUGEINT)), 0) AS VARCHAR) AS hash"
    " FROM (SELECT {columns} FROM {source}) AS t"
)


def with_delta():
    connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    connection.execute("SET TimeZone = 'UTC'")
    [extension] = pathlib.Path(duckdb_extension_delta.__file__).parent.rglob("*.duckdb_extension")
    connection.execute(f"LOAD '{extension}'")
    return connection


def fingerprint(connection, source, columns):
    quoted = ", ".join('"' + name + '"' for name in sorted(columns))
    rows, total = connection.execute(SUM.format(columns=quoted, source=source)).fetchone()
    return {"rows": rows, "hash": total}


def main():
    lake, *tables = sys.argv[1:]
    connection = with_delta()
    seen = {}
    for name in tables:
        table, _, version = name.partition("@")
        path = f"{lake}/{table}"
        delta = deltalake.DeltaTable(path, version=int(version) if version else None)
        arrow = delta.to_pyarrow_table()
        columns = arrow.schema.names
        connection.register("arrow_table", arrow)
        seen[name] = {"columns": sorted(columns), "version": delta.version(), "deltalake": fingerprint(connection, "arrow_table", columns)}
        connection.unregister("arrow_table")
        if not version:
            seen[name]["duckdb"] = fingerprint(connection, f"delta_scan('{path}')", columns)
        if table == "gold/fact_sale" and not version:
            # Skipping by partition and by statistics must not lose rows.
            [month] = connection.execute(f"SELECT max(invoice_month) FROM delta_scan('{path}')").fetchone()
            [key] = connection.execute(f"SELECT max(product_key) FROM delta_scan('{path}')").fetchone()
            seen[name]["filtered"] = {
                "month": month,
                "month_rows": delta.to_pyarrow_table(filters=[("invoice_month", "=", month)]).num_rows,
                "key": str(key),
                "key_rows": connection.execute(f"SELECT count(*) FROM delta_scan('{path}') WHERE product_key = {key}").fetchone()[0],
                "dear_rows": connection.execute(f"SELECT count(*) FROM delta_scan('{path}') WHERE total_amount > 100").fetchone()[0],
            }
        if table == "silver/silver_sales" and not version:
            seen[name]["late_rows"] = connection.execute(
                f"SELECT count(*) FROM delta_scan('{path}') WHERE invoice_date >= TIMESTAMPTZ '2025-12-20 10:00:00+00'"
            ).fetchone()[0]
    print(json.dumps(seen))


main()
