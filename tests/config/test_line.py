"""Which line each key of a TOML file stands on."""

from misp_dashboard.config.line import lines_of, paths


def test_tables_lists_and_dotted_keys_have_their_lines() -> None:
    lines = lines_of("""a = 1
b.c = 2

[[list]]
x = 1
[list.inner]
y = 2
[[list]]
"quoted key" = 3
[other.deep]
z = 4
""")
    assert lines == {
        ("a",): 1,
        ("b", "c"): 2,
        ("list", 0): 4,
        ("list", 0, "x"): 5,
        ("list", 0, "inner"): 6,
        ("list", 0, "inner", "y"): 7,
        ("list", 1): 8,
        ("list", 1, "quoted key"): 9,
        ("other", "deep"): 10,
        ("other", "deep", "z"): 11,
    }


def test_what_looks_like_a_key_within_a_long_value_is_none() -> None:
    lines = lines_of("""a = '''
[no]
table = 1
'''
b = [
  "x", # ]
  "y",
]
c = 1
""")
    assert lines == {("a",): 1, ("b",): 5, ("c",): 9}


def test_inline_tables_are_entered() -> None:
    lines = lines_of('# here\ninstances = [{name = "a"}, {name = "b", zmq = "z"}]')
    assert lines == {
        ("instances", 0, "name"): 2,
        ("instances", 1, "name"): 2,
        ("instances", 1, "zmq"): 2,
    }


def test_empty_tables_and_lists_are_values() -> None:
    assert paths({"a": {}, "b": [], "c": [{}]}) == {("a",): {}, ("b",): [], ("c", 0): {}}
