"""What a reader sees before the app runs, and what stays where it never does; frames that tell their height."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

pytestmark = pytest.mark.browser

VIEW = "/region?id=zhambyl&lang=ru"
FIRST = "#aq-first"


def test_page_is_read_without_any_script(browser, origin):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + VIEW)

    assert "млн ₸" in page.locator(f"{FIRST} h1").inner_text().replace("\u00a0", " ")
    assert page.locator(f"{FIRST} .aq-value").count() == 4
    page.locator(f'{FIRST} a[href^="/light/region"]').click()
    assert page.locator("h1").count() == 1
    assert "/light/region" in page.url
    context.close()


def test_app_takes_the_place_of_the_first_lines(open_browser, origin):
    reader = open_browser("ru-RU")
    reader.page.goto(origin + VIEW, wait_until="commit")
    reader.page.locator(f"{FIRST} h1, #root h1").first.wait_for()
    first = reader.title()

    reader.drawn()

    assert reader.page.locator(FIRST).count() == 0
    assert reader.page.locator("h1").count() == 1
    assert reader.title() == first
    assert reader.errors == []


def test_first_lines_stay_where_the_app_finds_no_server(open_browser, origin):
    reader = open_browser("ru-RU")
    reader.page.route("**/_stcore/**", lambda route: route.abort())
    reader.page.goto(origin + VIEW, wait_until="load")

    assert reader.page.locator(f"{FIRST} h1").is_visible()
    assert reader.page.locator(f"{FIRST} .aq-value").first.is_visible()


def test_first_lines_are_hidden_by_style_where_their_script_is_missing(open_browser, origin):
    reader = open_browser("ru-RU")
    reader.page.route("**/first.js", lambda route: route.abort())

    reader.page.goto(origin + VIEW)
    reader.drawn()

    assert reader.page.locator(FIRST).count() == 1
    assert not reader.page.locator(FIRST).is_visible()


@pytest.fixture
def newsroom():
    """Serve one page of another site on this machine; return a function that sets its HTML and gives its address."""
    shown = {"html": ""}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(shown["html"].encode())

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()

    def publish(html):
        shown["html"] = html
        return f"http://127.0.0.1:{server.server_port}/"

    yield publish
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [320, 640])
def test_frame_gets_the_height_it_asks_for(open_browser, origin, newsroom, width):
    reader = open_browser("ru-RU", width=width + 40)
    source = f"{origin}/embed/region?id=zhambyl&amp;lang=ru"
    frame = f'<iframe src="{source}" width="{width}" height="100" style="border:0"></iframe>'
    reader.page.goto(newsroom(f'<body><script src="{origin}/embed/resize.js"></script>{frame}</body>'))

    reader.page.wait_for_function("() => document.querySelector('iframe').clientHeight > 300")

    inside = reader.page.frames[1]
    assert inside.evaluate("document.documentElement.scrollWidth") <= width
    told = reader.page.evaluate("document.querySelector('iframe').clientHeight")
    assert abs(told - inside.evaluate("document.body.getBoundingClientRect().height")) <= 1
    assert reader.errors == []


def test_light_form_leads_to_a_clean_link(browser, origin):
    context = browser.new_context(java_script_enabled=False, locale="ru-RU")
    page = context.new_page()
    page.goto(f"{origin}/light/records?lang=ru")
    page.locator("form summary").click()
    page.locator('input[name="region"][value="zhambyl"]').check()
    page.locator('select[name="from"]').select_option("2020")

    page.locator("form details button").click()

    assert page.url == f"{origin}/light/records?region=zhambyl&from=2020&lang=ru"
    assert page.locator('input[name="region"][value="zhambyl"]').is_checked()
    context.close()
