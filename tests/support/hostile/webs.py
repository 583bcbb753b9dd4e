"""Pages of the web."""

from __future__ import annotations

from tests.support.hostile.listed import TEXT, hostile


@hostile(".html")
def nested_divs() -> bytes:
    return f"<html><body>{'<div>' * 20_000}{TEXT}".encode()


@hostile(".html", is_slow=True)
def small_divs() -> bytes:
    return f"<html><body>{f'<div>{TEXT}</div>' * 20_000}</body></html>".encode()


@hostile(".html")
def small_named_divs() -> bytes:
    return f'<html><body>{f"""<div class="menu"><a href="x">{TEXT}</a>""" * 3_000}</body></html>'.encode()


@hostile(".html")
def nested_items() -> bytes:
    return f"<html><body>{'<ul><li>' * 16_000}{TEXT}".encode()


@hostile(".html")
def nested_spans() -> bytes:
    return f"<html><body><p>{'<span>' * 20_000}{TEXT}</p></body></html>".encode()


@hostile(".html", is_slow=True)
def long_list() -> bytes:
    return f"<html><body><ol>{f'<li>{TEXT}' * 20_000}</ol></body></html>".encode()


@hostile(".html", is_slow=True)
def wide_table() -> bytes:
    cell = '<td colspan="50" rowspan="50">x</td>'
    return f"<html><body><table>{f'<tr>{cell * 40}</tr>' * 400}</table>{TEXT}</body></html>".encode()


@hostile(".html")
def nested_html_tables() -> bytes:
    return f"<html><body>{'<table><tr><td>x<td>' * 3_000}{TEXT}</body></html>".encode()


@hostile(".html")
def style_bomb() -> bytes:
    return (
        f'<html><style>{"a{b:c}" * 300_000}</style><body><p style="{"display :" * 200_000}">{TEXT}</p></body>'.encode()
    )


@hostile(".html", is_slow=True)
def million_entities() -> bytes:
    return f"<html><body><p>{'&nbsp;&#x4e00;' * 300_000}</p></body></html>".encode()


@hostile(".html", is_slow=True)
def million_attributes() -> bytes:
    names = " ".join(f"a{number}=1" for number in range(200_000))
    return f"<html><body><p {names}>{TEXT}</p></body></html>".encode()
