"""The tables answer as looking through every entry would."""

from ipaddress import ip_network

from hypothesis import given
from hypothesis import strategies as st

from misp_dashboard.warninglist.host_table import HostTable
from misp_dashboard.warninglist.network_table import NetworkTable, read_network
from misp_dashboard.warninglist.text_table import TextTable

# few different ones, so that they meet
LISTS = st.integers(0, 5)
HOSTS = st.lists(st.sampled_from(["a", "b", "com"]), min_size=1, max_size=4).map(".".join)
V4 = st.tuples(st.integers(0, 0xFFFF_FFFF), st.integers(1, 32))
V6 = st.tuples(st.integers(0, 2**128 - 1), st.integers(1, 128))
NETWORKS = st.one_of(
    V4.map(lambda n: str(ip_network((n[0] & 0xC000_0003, n[1]), strict=False))),
    V6.map(lambda n: str(ip_network((n[0] | 1 << 127, n[1]), strict=False))),
)


@given(st.lists(st.tuples(NETWORKS, LISTS)), NETWORKS)
def test_a_network_is_on_the_lists_that_hold_its_first_and_last_address(
    entries: list[tuple[str, int]], asked: str
) -> None:
    table = NetworkTable()
    for text, number in entries:
        network = read_network(text)
        assert network is not None
        table.add(network, number)
    table.seal()
    wanted, network = ip_network(asked), read_network(asked)
    assert network is not None
    assert tuple(network) == (wanted.version, int(wanted[0]), int(wanted[-1]))
    expected = 0
    for text, number in entries:
        entry = ip_network(text)
        if entry.version == wanted.version and wanted[0] in entry and wanted[-1] in entry:
            expected |= 1 << number
    found = table.find(network)
    assert found & expected == expected
    if wanted.num_addresses == 1:
        assert found == expected  # a wider one may be held by two entries together


@given(st.lists(st.tuples(HOSTS, LISTS)), HOSTS)
def test_a_host_is_on_the_lists_of_every_domain_above_it(
    entries: list[tuple[str, int]], asked: str
) -> None:
    table = HostTable()
    for host, number in entries:
        table.add(host, number)
    table.seal()
    expected = 0
    for host, number in entries:
        if f".{asked}".endswith(f".{host}"):
            expected |= 1 << number
    assert table.find(asked) == expected


@given(st.lists(st.tuples(st.text(max_size=2), LISTS)), st.text(max_size=2))
def test_a_text_is_on_the_lists_that_have_it(entries: list[tuple[str, int]], asked: str) -> None:
    table = TextTable()
    for text, number in entries:
        table.add(text, number)
    table.seal()
    for text in {asked, *(text for text, _ in entries)}:
        lists = {number for other, number in entries if other == text}
        assert table.find(text) == sum(1 << number for number in lists)
