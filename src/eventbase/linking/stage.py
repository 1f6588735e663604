"""The stage `link`: mentions with the same day, place and type become one event; the first rule, to be deepened."""

from __future__ import annotations

from typing import Any

import polars as pl

from eventbase.config import Settings
from eventbase.store.event_records import RANGE_MEASURES
from eventbase.store.links import LinkTables
from eventbase.store.tables import work_tables
from eventbase.store.work import WorkStore


def link(work: WorkStore, settings: Settings) -> dict[str, int]:
    mentions = work.mentions()
    articles = {row["article_id"]: row for row in work.articles().to_dicts()}
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in mentions.to_dicts():
        exact = row["event_date"] and row["place_id"] and row["geo_precision"] in {"settlement", "exact"}
        key = (row["event_date"], row["place_id"], row["sub_event_type"]) if exact else row["mention_id"]
        groups.setdefault(key, []).append(row)
    events, sources, links, history, figures = [], [], [], [], []
    by_mention: dict[str, list[dict[str, Any]]] = {}
    for row in work.figures().to_dicts():
        by_mention.setdefault(row["mention_id"], []).append(row)
    columns = {c for c in work_tables()["events"].names}
    for members in groups.values():
        members.sort(key=lambda r: (str(articles[r["article_id"]]["published_at"]), r["mention_id"]))
        first = members[0]
        event_id = "e" + first["mention_id"][1:]
        ids = sorted({m["article_id"] for m in members})
        dates = [articles[i]["published_at"] for i in ids if articles[i]["published_at"]]
        event = {k: v for k, v in first.items() if k in columns} | {
            "event_id": event_id, "n_mentions": len(members), "n_articles": len(ids), "n_sources": len(ids),
            "first_reported": min(dates, default=None), "last_reported": max(dates, default=None), "disputed": False,
            "summary": f"{first['sub_event_type']} {first['location_name'] or ''} {first['event_date'] or ''}".strip(),
        }
        for measure in RANGE_MEASURES:
            rows = [f for m in members for f in by_mention.get(m["mention_id"], []) if f["measure"] == measure]
            if rows:
                event |= {f"{measure}_{b}": rows[0][b] for b in ("low", "best", "high")}
        events.append(event)
        history.append({"event_id": event_id, "change": "created", "other_event_id": None})
        sources += [{"event_id": event_id, "article_id": i, "source": articles[i]["source"], "published_at": articles[i]["published_at"], "independent": True} for i in ids]
        for m in members:
            links.append({"mention_id": m["mention_id"], "event_id": event_id})
            figures += [
                {k: f[k] for k in ("figure_id", "measure", "side", "low", "best", "high", "qualifier", "quote")}
                | {"event_id": event_id, "attribution": m["attribution"], "source": articles[m["article_id"]]["source"], "article_id": m["article_id"], "published_at": articles[m["article_id"]]["published_at"], "chosen": m is first}
                for f in by_mention.get(m["mention_id"], [])
            ]
    if not events:
        return {"events": 0}
    frame = lambda rows: pl.DataFrame(rows, infer_schema_length=None)
    empty = {"event_id": pl.String, "figure_id": pl.String}
    work.put_links(LinkTables(frame(events), frame(sources), frame(figures) if figures else pl.DataFrame(schema=work_schema("event_figures")), frame(links), frame(history) if not work.event_history().height else pl.DataFrame(schema={"event_id": pl.String, "change": pl.String, "other_event_id": pl.String})))
    return {"events": len(events)}


def work_schema(name: str) -> dict[str, Any]:
    from eventbase.store.tables import work_tables as tables

    return {c: pl.String for c in tables()[name].names}
