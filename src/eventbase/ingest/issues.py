"""Issue rows of this stage, and which of their codes are notes only.

A refusal means that an input, or a value of it, was left out (exit code 4). A note says what was done to an input that
was kept.
"""

from __future__ import annotations

from eventbase.records import Issue

STAGE = "ingest"
NOTES = frozenset(
    {
        "encoding_guessed",  # no BOM, not UTF-8: read as Windows-1251 or Windows-1252
        "not_coded_language",  # kept, not coded
        "duplicate_input",  # same id and same text again: skipped
        "nul_characters",  # kept as they are
        "surrogates_replaced",  # half characters of JSON escapes became U+FFFD
    }
)
REFUSALS = frozenset(
    {
        "missing_path",  # nothing there
        "unreadable_path",  # no rights, broken link, broken archive
        "unknown_format",  # extension that no reader knows
        "link_loop",  # folder linked into itself
        "orphan_sidecar",  # .meta.json without its article
        "invalid_sidecar",  # .meta.json that is no JSON object
        "too_large",  # longer than MAX_BYTES
        "binary_file",  # no text
        "bad_bytes",  # bytes that are no UTF-8 became U+FFFD; the rest was kept
        "empty_text",  # nothing to read
        "invalid_json",  # a line that is no JSON object
        "invalid_row",  # a row without text or html, or a table that cannot be read
        "invalid_field",  # a field of the wrong kind, left empty
        "invalid_date",  # published_at that is no date, left empty
        "html_failed",  # a page of which no text could be taken
        "id_conflict",  # one id with two texts in one run: the first was kept
    }
)


def issue(code: str, detail: str, article_id: str | None = None) -> Issue:
    """An issue of this stage; `detail` says what, where (file and line) and the next step."""
    clean = detail.encode("utf-8", "replace").decode()
    return Issue(stage=STAGE, article_id=article_id, mention_id=None, code=code, detail=clean)


def is_refusal(found: Issue) -> bool:
    """True if the run ends with exit code 4 because of it."""
    return found.stage == STAGE and found.code not in NOTES
