"""`report.html`: one file without anything from outside; foreign text is only ever text."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from typing import Final

from hub.bundles.report import AccountPage, Fact, Moment, Picture
from hub.bundles.words import Words

STYLE: Final = """
:root{--text:#1A1E26;--text2:#444C5A;--muted:#5E6777;--border:#E2E5EB;--strong:#C8CDD7;
--success:#0A6638;--success-soft:#E2F3E9;--warning:#854700;--warning-soft:#FDEFD6;
--link:#3347B8;--accent:#3A50C9;--step:#E9ECFB}
*{box-sizing:border-box}
html{background:#F3F4F7;color:var(--text);
font:15px/1.5 Inter,"Segoe UI","Noto Sans","Noto Sans Arabic",sans-serif;
font-feature-settings:"tnum"}
html[lang=ar]{font-family:"Noto Sans Arabic","Noto Sans Arabic UI","Segoe UI",Tahoma,sans-serif;
line-height:1.7}
main{max-width:62rem;margin:0 auto}
article{background:#fff;padding:4.5rem 4.4rem 3rem;margin:1.5rem 0}
header{display:flex;justify-content:space-between;gap:2rem}
h1{font-size:2rem;line-height:1.25;margin:0;font-weight:600}
h2{font-size:1.02rem;margin:1.4rem 0 .6rem;font-weight:600}
p{margin:0}
.under{font-size:1.05rem;color:var(--text2)}
.desk{text-align:end;font-weight:600}.desk small{display:block;font-weight:400;color:var(--muted)}
.banner{border-radius:8px;padding:.9rem 1.4rem;margin:1.6rem 0 1.2rem;color:var(--text2);
border-inline-start:4px solid}
.banner strong{display:block;color:var(--text);font-size:1.1rem}
.whole{background:var(--success-soft);border-color:var(--success)}
.part{background:var(--warning-soft);border-color:var(--warning)}
dl{display:grid;grid-template-columns:11rem 1fr;gap:.35rem 1rem;margin:0}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
.name{font-weight:600}.note{color:var(--text2);font-weight:400;margin-inline-start:.5rem}
.name+.note,dd img{vertical-align:middle}
blockquote{margin:0;padding-inline-start:.8rem;border-inline-start:3px solid var(--strong);
white-space:pre-wrap;unicode-bidi:plaintext}
section{border-top:1px solid var(--border);margin-top:1.4rem}
.pictures{display:grid;grid-template-columns:repeat(3,1fr);gap:1.2rem}
figure{margin:0}figure img,.gap{display:block;width:100%;height:11.5rem;object-fit:contain;
background:#F8F9FB;border:1px solid var(--strong);border-radius:6px}
.gap{border:1px dashed var(--warning);color:var(--warning);display:grid;place-items:center}
figcaption b{display:flex;justify-content:space-between;gap:.5rem;font-weight:600}
figcaption b span{font-weight:400}figcaption small{display:block;color:var(--muted)}
code,.code{font:13px/1.5 "JetBrains Mono",Consolas,Menlo,monospace;direction:ltr;
unicode-bidi:isolate;overflow-wrap:anywhere}
.ltr{direction:ltr;unicode-bidi:isolate}
table{width:100%;border-collapse:collapse}th,td{padding:.35rem 0;text-align:end;
border-bottom:1px solid var(--border);font-weight:400}
th{color:var(--muted);font-size:.9rem}th:first-child,td:first-child{text-align:start}
td.quiet{color:var(--muted)}tr.strong td:nth-child(-n+3){font-weight:600}
.good{color:var(--success)}a{color:var(--link)}ol{margin:0;padding-inline-start:1.6rem}
li{margin:.2rem 0}.last{color:var(--muted);font-size:.9rem;margin-top:.6rem}
footer{border-top:1px solid var(--border);margin-top:2.4rem;padding-top:.5rem;color:var(--muted);
display:flex;justify-content:space-between;font-size:.85rem}
@media screen and (max-width:50rem){article{padding:1.5rem}.pictures{grid-template-columns:1fr}
dl{grid-template-columns:1fr}}
@media print{@page{size:A4;margin:12mm}html{background:#fff;font-size:11px}
article{padding:0;margin:0;break-after:page;-webkit-print-color-adjust:exact;
print-color-adjust:exact}article:last-child{break-after:auto}
figure,tr,.banner{break-inside:avoid}ul{display:none}code,.code{font-size:9px}}
"""
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'sha256-"
    + _STYLE_HASH
    + "'; base-uri 'none'; form-action 'none'"
)


def render(pages: Sequence[AccountPage], language: str) -> bytes:
    """The whole document."""
    say = Words(language)
    direction = "rtl" if say.right_to_left else "ltr"
    body = "".join(_article(page, n, len(pages), say) for n, page in enumerate(pages, start=1))
    head = (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(say('Proof of publication'))}</title>\n<style>{STYLE}</style>\n</head>\n"
    )
    return f"{head}<body>\n<main>\n{body}</main>\n</body>\n</html>\n".encode("utf-8", "replace")


def _article(page: AccountPage, n: int, count: int, say: Words) -> str:
    more = "".join(f"<p>{escape(text)}</p>" for text in page.banner_more)
    steps = "".join(
        f"<li>{escape(text)}{f' <code>{escape(code)}</code>' if code else ''}</li>"
        for text, code in page.steps
    )
    files = "".join(
        f'<li><a class="code" href="{escape(path)}">{escape(path)}</a></li>'
        for path in page.more_files
    )
    heads = "".join(f"<th>{escape(text)}</th>" for text in page.clocks)
    return (
        f"<article>\n<header><div><h1>{escape(page.title)}</h1>"
        f'<p class="under" dir="auto">{escape(page.under)}</p></div>'
        f'<p class="desk">Proofdesk<small>{escape(page.made)}</small></p></header>\n'
        f'<div class="banner {"whole" if page.whole else "part"}">'
        f"<strong>{escape(page.banner)}</strong>{more}</div>\n"
        f"<dl>{''.join(map(_fact, page.facts))}</dl>\n"
        f"<section><h2>{escape(say('What was seen'))}</h2>"
        f'<div class="pictures">{"".join(map(_picture, page.pictures))}</div></section>\n'
        f"<section><h2>{escape(say('When, by both clocks'))}</h2>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(map(_moment, page.moments))}"
        "</tbody></table></section>\n"
        f"<section><h2>{escape(say('Digests and ledger entry'))}</h2>"
        f"<dl>{''.join(map(_fact, page.digests))}</dl></section>\n"
        f"<section><h2>{escape(say('How to verify'))}</h2><ol>{steps}</ol>"
        f"<ul>{files}</ul>"
        f'<p class="last">{escape(page.last)}</p></section>\n'
        f'<footer><span class="code">{escape(page.foot)}</span>'
        f"<span>{escape(say('Page {n} of {m}', n=n, m=count))}</span></footer>\n</article>\n"
    )


def _fact(fact: Fact) -> str:
    text, note = escape(fact.text), ""
    if fact.note:
        note = f'<span class="note"><bdi>{escape(fact.note)}</bdi></span>'
    if fact.form == "quote":
        shown = f'<blockquote dir="auto">{text}</blockquote>'
    elif fact.form == "code":
        shown = f'<span class="code">{text}</span>'
    elif fact.form == "good":
        shown = f'<span class="good">✓ {text}</span>'
    elif fact.form == "link" and fact.text.startswith(("https://", "http://")):
        shown = f'<a class="ltr" rel="noopener noreferrer" href="{text}">{text}</a>'
    elif fact.form == "name":
        shown = f'{_mark(fact)}<bdi class="name">{text}</bdi>'
    else:
        shown = f"<bdi>{text}</bdi>"
    return f"<dt>{escape(fact.label)}</dt><dd>{shown}{note}</dd>"


def _mark(fact: Fact) -> str:
    """The letters of the platform; a style attribute would need a wider policy."""
    if fact.mark is None:
        return ""
    letters, ground = fact.mark
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="21" height="21">'
        f'<rect width="21" height="21" rx="4" fill="{ground}"/><text x="10.5" y="15" fill="#fff" '
        'font-family="sans-serif" font-size="12" font-weight="600" text-anchor="middle">'
        f"{escape(letters)}</text></svg>"
    )
    data = base64.b64encode(picture.encode()).decode()
    return f'<img alt="" src="data:image/svg+xml;base64,{data}"> '


def _picture(picture: Picture) -> str:
    if picture.jpeg is None:
        shown = f'<div class="gap">{escape(picture.missing)}</div>'
    else:
        data = base64.b64encode(picture.jpeg).decode()
        shown = f'<img alt="{escape(picture.title)}" src="data:image/jpeg;base64,{data}">'
    linked = f'<a href="{escape(picture.path)}">{shown}</a>' if picture.path else shown
    name = escape(picture.path.rpartition("/")[2])
    return (
        f"<figure>{linked}<figcaption><b>{escape(picture.title)}"
        f'<span class="ltr">{escape(picture.time)}</span></b>'
        f"<small>{escape(picture.words)}</small>"
        f'<small class="code">{name} {escape(picture.digest)}</small></figcaption></figure>'
    )


def _moment(moment: Moment) -> str:
    cells = [
        ("", moment.what),
        ("" if moment.device_known else "quiet", moment.device),
        ("", moment.hub),
        ("quiet", moment.utc),
        ("quiet", moment.apart),
    ]
    shown = "".join(f'<td class="{kind}"><bdi>{escape(text)}</bdi></td>' for kind, text in cells)
    return f'<tr class="{"strong" if moment.strong else ""}">{shown}</tr>'
