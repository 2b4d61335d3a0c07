"""A file of any kind that tells ATT&CK becomes a matrix: STIX, MISP's galaxy, or one of ours."""

from misp_dashboard.attack.from_galaxy import is_galaxy, matrix_of_galaxy
from misp_dashboard.attack.from_stix import is_stix, matrix_of_stix
from misp_dashboard.attack.matrix import Matrix, MatrixUnusable, notice, read_matrix


def matrix_of(content: bytes, source: str, this_year: int) -> Matrix:
    """`source` is told to readers; the year is that of the copyright where the file tells none.

    Raises MatrixUnusable, to stand after the file's name.
    """
    if content.lstrip()[:1] != b"{":
        kind = "a web page" if content.lstrip()[:1] == b"<" else "no JSON"
        raise MatrixUnusable(f"is {kind}, not a file of ATT&CK")
    if is_stix(content):
        return matrix_of_stix(content, source, this_year)
    if is_galaxy(content):
        return matrix_of_galaxy(content, "", notice(this_year))
    return read_matrix(content)
