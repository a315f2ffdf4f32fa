"""The screen of a hearing in a real browser: keys, languages, timer, a projector's size, no network once it is open."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from dashboard.hearing.slides import slides
from tests.dashboard.hearing.packs import full_pack
from web.headers import content_policy

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).resolve().parents[2] / "web" / "scripts" / "screen.js"
SHOWN = ".deck:not([hidden]) .slide.on"
PROJECTOR = {"width": 1024, "height": 768}


@pytest.fixture(scope="module")
def room(ask_page):
    """Serve the slides under our policy; return their address."""
    html = slides({lang: full_pack(ask_page("records", lang=lang)) for lang in ("kk", "ru", "en")}).encode()
    policy = content_policy("")

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            is_script = urlsplit(self.path).path == "/screen.js"
            self.send_response(200)
            self.send_header("content-type", "text/javascript" if is_script else "text/html; charset=utf-8")
            self.send_header("content-security-policy", policy)
            self.end_headers()
            self.wfile.write(SCRIPT.read_bytes() if is_script else html)

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hearing?mode=screen"
    server.shutdown()
    server.server_close()


@pytest.fixture
def tab(browser, room):
    """Open the screen on a projector and cut the network; what goes wrong fails the test."""
    context = browser.new_context(viewport=PROJECTOR, has_touch=True)
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto(room)
    page.wait_for_selector(SHOWN)
    context.set_offline(True)
    yield page
    assert faults == []
    context.close()


def place(page):
    return page.locator(SHOWN).get_attribute("id")


def last(page):
    return page.locator(".deck:not([hidden]) .slide:not(.aside)").count()


@pytest.mark.parametrize(
    ("forth", "back"),
    [("ArrowRight", "ArrowLeft"), ("ArrowDown", "ArrowUp"), ("PageDown", "PageUp"), ("Space", "Backspace")],
)
def test_keys_and_remote_controls_turn_slides(tab, forth, back):
    tab.keyboard.press(forth)
    tab.keyboard.press(forth)
    assert place(tab) == "kk-3"

    tab.keyboard.press(back)
    assert place(tab) == "kk-2"


def test_home_end_and_numbers_lead_to_a_slide(tab):
    tab.keyboard.press("End")
    assert place(tab) == f"kk-{last(tab)}"
    tab.keyboard.press("PageDown")
    assert place(tab) == f"kk-{last(tab)}"

    tab.keyboard.press("Home")
    assert place(tab) == "kk-1"

    for key in ("1", "2", "Enter"):
        tab.keyboard.press(key)
    assert place(tab) == "kk-12"

    for key in ("9", "9", "9", "Enter"):
        tab.keyboard.press(key)
    assert place(tab) == f"kk-{last(tab)}"


def details_of(page):
    """Return the numbers of the first slide with details, of its first detail, of the next slide of a hearing."""
    detail = page.locator(".deck:not([hidden]) .slide.aside").first.get_attribute("data-number")
    number = int(detail.split(".")[0])
    return f"kk-{number}", f"kk-{detail}", f"kk-{number + 1}"


def test_details_are_passed_over_unless_asked_for(tab):
    main, detail, after = details_of(tab)
    for key in (*main[3:], "Enter"):
        tab.keyboard.press(key)

    tab.keyboard.press("PageDown")
    assert place(tab) == after
    tab.keyboard.press("PageUp")
    assert place(tab) == main

    tab.keyboard.press("ArrowDown")
    assert place(tab) == detail
    assert tab.url.endswith(f"#{detail[3:]}")
    tab.keyboard.press("ArrowUp")
    assert place(tab) == main

    tab.locator(f"[href='#{detail}']").click()
    assert place(tab) == detail


def test_detail_in_the_address_is_shown_after_loading_anew(browser, room):
    context = browser.new_context(viewport=PROJECTOR)
    page = context.new_page()
    page.goto(room)
    _, detail, _ = details_of(page)

    page.goto(f"{room}&lang=kk#{detail[3:]}")
    page.reload()
    page.wait_for_selector(SHOWN)
    assert place(page) == detail
    context.close()


def test_contents_lead_to_chapters_and_close(tab):
    tab.keyboard.press("KeyC")
    third = tab.locator(".contents:visible a").nth(2)
    to = third.get_attribute("href")[1:]

    third.focus()
    tab.keyboard.press("Enter")

    assert place(tab) == to
    assert not tab.locator(".contents:visible").count()


def test_turning_closes_what_is_open_above_the_slide(tab):
    tab.keyboard.press("?")
    tab.keyboard.press("KeyC")
    assert not tab.locator(".help:visible").count()

    tab.keyboard.press("PageDown")
    assert not tab.locator(".panel:visible").count()
    assert place(tab) == "kk-2"


def test_language_changes_on_the_same_slide_without_network(tab):
    for _ in range(4):
        tab.keyboard.press("PageDown")

    shown = []
    for _ in range(3):
        tab.keyboard.press("KeyL")
        shown.append((place(tab), tab.locator("html").get_attribute("lang")))

    assert shown == [("ru-5", "ru"), ("en-5", "en"), ("kk-5", "kk")]


def test_language_button_speaks_at_once_and_the_address_remembers(tab):
    tab.keyboard.press("PageDown")
    tab.mouse.move(500, 500)

    tab.locator(".deck:not([hidden]) [data-language=en]").click()

    assert place(tab) == "en-2"
    assert tab.url.endswith("/hearing?mode=screen&lang=en#2")


def test_timer_counts_down_and_starts_anew(tab):
    clock = tab.locator(".clock")
    assert clock.inner_text() == "3:00"

    tab.keyboard.press("KeyT")
    tab.wait_for_function("() => document.querySelector('.clock').textContent === '2:59'")
    tab.keyboard.press("KeyT")
    tab.keyboard.press("+")
    assert clock.inner_text() == "3:59"

    tab.keyboard.press("KeyR")
    assert clock.inner_text() == "4:00"


def test_black_screen_hides_all_until_the_next_key(tab):
    tab.keyboard.press("KeyB")
    assert tab.locator(".black").is_visible()

    tab.keyboard.press("PageDown")
    assert not tab.locator(".black").is_visible()
    assert place(tab) == "kk-1"


def test_dark_and_light_change_places(tab):
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(paper)

    tab.keyboard.press("KeyD")
    dark = tab.evaluate(paper)
    tab.keyboard.press("KeyD")

    assert dark != light
    assert tab.evaluate(paper) == light


def test_help_opens_and_closes(tab):
    tab.keyboard.press("?")
    assert tab.locator(".deck:not([hidden]) .help").is_visible()

    tab.keyboard.press("Escape")
    assert not tab.locator(".help:visible").count()


def test_start_key_of_a_remote_control_does_not_load_anew(tab):
    event = "new KeyboardEvent('keydown', {key: 'F5', code: 'F5', bubbles: true, cancelable: true})"

    is_ours = tab.evaluate(f"() => !document.body.dispatchEvent({event})")

    assert is_ours


def test_letters_are_keys_under_any_layout(tab):
    tab.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'и', code: 'KeyB', bubbles: true}))")

    assert tab.locator(".black").is_visible()


def test_swipes_turn_slides(tab):
    swipe = """([from, to]) => {
      const at = (x) => new Touch({identifier: 1, target: document.body, clientX: x, clientY: 300});
      const send = (kind, x, touches) => document.body.dispatchEvent(
        new TouchEvent(kind, {bubbles: true, touches, changedTouches: [at(x)]}));
      send("touchstart", from, [at(from)]);
      send("touchend", to, []);
    }"""
    tab.evaluate(swipe, [700, 300])
    assert place(tab) == "kk-2"

    tab.evaluate(swipe, [300, 700])
    assert place(tab) == "kk-1"


def test_nothing_is_cut_and_letters_are_large_on_a_projector(tab):
    small, cut = [], []
    for _ in range(3):
        tab.keyboard.press("Home")
        for _ in range(tab.locator(".deck:not([hidden]) .slide").count()):
            told = tab.evaluate(
                """shown => {
                  const body = document.querySelector(shown + " .body");
                  const texts = [...body.querySelectorAll("p, li, dd:not(.unseen), td")];
                  const heading = document.querySelector(shown + " h1, " + shown + " h2");
                  return {
                    cut: body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1,
                    least: Math.min(28, ...texts.map(one => parseFloat(getComputedStyle(one).fontSize))),
                    title: heading ? parseFloat(getComputedStyle(heading).fontSize) : 56,
                  };
                }""",
                SHOWN,
            )
            cut += [place(tab)] * told["cut"]
            small += [(place(tab), told)] * (told["least"] < 24 or told["title"] < 44)
            tab.keyboard.press("ArrowDown")
        tab.keyboard.press("KeyL")
    assert cut == []
    assert small == []


def test_without_scripts_slides_stand_one_under_another(browser, room):
    context = browser.new_context(viewport=PROJECTOR, java_script_enabled=False)
    page = context.new_page()
    page.goto(room)

    assert page.locator("#kk-1").is_visible()
    assert page.locator("#kk-9").is_visible()
    assert not page.locator("#ru-1").is_visible()
    assert not page.locator(".clock").is_visible()
    assert not page.locator("button:visible").count()
    assert page.locator("[data-language=ru]:visible").get_attribute("href")
    context.close()
