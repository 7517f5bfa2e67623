"""Reads the tables in a folder with one tool, and compares every value with expected.json, bit for bit.

    python read-back.py pyarrow|pandas|polars|duckdb FOLDER

expected.json: { columns: { name: [text, …] }, metadata: { key: text } }; texts of lists are in lists.
"""

import json
import struct
import sys

tool, folder = sys.argv[1:]
arrow, parquet, csv = (f"{folder}/sample.{ending}" for ending in ("arrow", "parquet", "csv"))
with open(f"{folder}/expected.json", encoding="utf-8") as file:
    expected = json.load(file)


def exact(value):
    """What tells a value from any other: a double by its bits."""
    if isinstance(value, float):
        return struct.pack("<d", value)
    if hasattr(value, "tolist"):
        value = value.tolist()
    return [exact(each) for each in value] if isinstance(value, list) else value


def parsed(like, text):
    """A text of expected.json as the kind of value that a tool gave."""
    if isinstance(text, list):
        return [parsed(1.0, each) for each in text]
    if text is None:
        return None
    return text if isinstance(like, str) else type(like)(text)


def compare(what, columns):
    assert list(columns) == list(expected["columns"]), f"{what} has the columns {list(columns)}"
    for name, texts in expected["columns"].items():
        values = list(columns[name])
        assert len(values) == len(texts), f"{what}, {name}: {len(values)} rows and not {len(texts)}"
        for row, (value, text) in enumerate(zip(values, texts)):
            # pandas knows no null among doubles.
            if text is None and tool == "pandas":
                text = "NaN"
            found, wanted = exact(value), exact(parsed(value, text))
            assert found == wanted, f"{what}, row {row}, {name}: {value!r} and not {text!r}"


def compare_metadata(what, metadata):
    text = lambda value: value.decode() if isinstance(value, bytes) else value
    found = {text(key): text(value) for key, value in metadata.items() if not text(key).startswith("ARROW:")}
    assert found == expected["metadata"], f"{what} says {found}"


if tool == "pyarrow":
    import pyarrow.feather
    import pyarrow.parquet

    for what, table in ("Arrow", pyarrow.feather.read_table(arrow)), ("Parquet", pyarrow.parquet.read_table(parquet)):
        compare(what, table.to_pydict())
        compare_metadata(what, table.schema.metadata)
        assert table.schema.field("value").metadata[b"unit"] == b"per spin"
        assert pyarrow.types.is_dictionary(table.schema.field("word").type), table.schema.field("word")
        assert table.schema.field("seed").type == pyarrow.uint64()
        assert table.schema.field("count").type == pyarrow.uint32()
        assert table.schema.field("list").type.value_type == pyarrow.float64()
elif tool == "pandas":
    import pandas

    compare("Arrow", pandas.read_feather(arrow))
    compare("Parquet", pandas.read_parquet(parquet))
    lists = {"list": lambda text: [float(each) for each in json.loads(text)]}
    types = {"word": str, "text": str}
    frame = pandas.read_csv(
        csv, converters=lists, dtype=types, na_values={"maybe": ""}, keep_default_na=False
    )
    compare("CSV", frame.astype({"seed": "uint64"}))
elif tool == "polars":
    import polars

    compare("Arrow", polars.read_ipc(arrow).to_dict(as_series=False))
    frame = polars.read_parquet(parquet)
    compare("Parquet", frame.to_dict(as_series=False))
    assert frame.schema["seed"] == polars.UInt64, frame.schema
    compare_metadata("Parquet", polars.read_parquet_metadata(parquet))
elif tool == "duckdb":
    import duckdb
    import pyarrow.feather

    def columns(relation):
        return dict(zip(relation.columns, zip(*relation.fetchall())))

    compare("Parquet", columns(duckdb.sql(f"from '{parquet}'")))
    compare_metadata("Parquet", dict(duckdb.sql(f"select key, value from parquet_kv_metadata('{parquet}')").fetchall()))
    sample = pyarrow.feather.read_table(arrow)
    compare("Arrow, through pyarrow", columns(duckdb.sql("from sample")))
else:
    sys.exit(f"{tool} is no tool")
