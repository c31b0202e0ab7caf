"""The components in a real browser: keyboard, input method, drawer, second click, and how large a target is."""

import pytest

pytestmark = pytest.mark.browser

PRESSED = "button, a.button, .bottom a, .side a, summary, .control, .tick, .card-choice"
HEIGHTS = f"""() => [...document.querySelectorAll("{PRESSED}")]
    .map((one) => one.getBoundingClientRect().height).filter((height) => height > 0)"""


@pytest.fixture
def open_design(chromium, live_server):
    """Opens the living page in a context of its own; fails the test on anything the browser complains about."""
    contexts, complaints = [], []

    def opened(width=1366, height=768, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{live_server.url}/design/")
        page.evaluate("document.activeElement.blur()")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_row_is_found_opened_and_left_with_the_keyboard(open_design):
    page = open_design()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer:not([hidden]) .timeline")
    assert page.inner_text("#drawer-title") == "工单摘要"
    page.keyboard.press("Escape")
    assert page.is_hidden("#drawer")
    assert page.evaluate("document.activeElement.rowIndex") == 2


def test_the_help_lists_the_shortcuts_of_the_page(open_design):
    page = open_design()
    page.keyboard.press("?")
    assert "派单" in page.inner_text("#dialog-body")
    page.keyboard.press("j")
    assert page.evaluate("document.querySelector('tr[aria-current]')") is None


def test_nothing_fires_while_an_input_method_composes(open_design):
    page = open_design()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    asked = []
    # The page's own files may still be on their way; what is looked for is a question to the server.
    page.on("request", lambda r: asked.append(r.url) if "/static/" not in r.url else None)
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "nan ji", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(600)
    assert asked == []
    with page.expect_request(lambda request: "caller=" in request.url):
        keys.send("Input.insertText", {"text": "南纪"})


def test_a_choice_from_the_server_is_what_is_sent(open_design):
    page = open_design()
    box = page.locator('form.fields input[role="combobox"]')
    box.click()
    box.press_sequentially("南纪")
    page.wait_for_selector('[role="option"][aria-selected="true"]')
    box.press("Enter")
    assert box.input_value() == "南纪门街道总工会"
    assert page.locator('form.fields input[name="unit"]').input_value() == "2"
    box.press("Backspace")
    assert page.locator('form.fields input[name="unit"]').input_value() == ""


def test_a_question_is_asked_before_an_act_that_cannot_be_undone(open_design):
    page = open_design()
    page.evaluate(
        "document.querySelector('[data-confirm]').addEventListener('click', () => { window.done = (window.done ?? 0) + 1; })"
    )
    page.click("[data-confirm]")
    assert "确认退单" in page.inner_text("#confirm")
    page.click('#confirm button[value=""]')
    assert page.evaluate("window.done") is None
    page.click("[data-confirm]")
    page.click('#confirm button[value="yes"]')
    page.wait_for_function("window.done === 1")


def test_a_second_click_does_not_send_twice(open_design):
    page = open_design()
    sent = []
    page.route(
        "**/preferences/", lambda route: sent.append(route)
    )  # not answered yet: the first is still on its way
    page.evaluate(
        """() => {
            const form = document.createElement("form");
            form.method = "post";
            form.setAttribute("hx-post", "/preferences/");
            form.innerHTML = '<button id="send" class="button">·</button>';
            document.querySelector("main").prepend(form);
            window.htmx.process(form);
        }"""
    )
    page.click("#send")
    page.wait_for_timeout(200)
    page.click("#send")
    page.wait_for_timeout(200)
    assert len(sent) == 1
    sent[0].fulfill(status=204)
    page.wait_for_selector("form:not([aria-busy]) #send")
    page.click("#send")
    page.wait_for_timeout(200)
    assert len(sent) == 2
    sent[1].fulfill(status=204)


def test_the_choice_of_columns_is_kept(open_design):
    page = open_design()
    page.click("#design-orders .column-choice summary")
    page.uncheck('#design-orders .column-choice input[value="money"]')
    assert page.is_hidden('#design-orders td[data-column="money"] >> nth=0')
    page.reload()
    assert page.is_hidden('#design-orders td[data-column="money"] >> nth=0')


def test_a_thumb_finds_everything_on_a_phone(open_design):
    page = open_design(390, 844, is_mobile=True, has_touch=True)
    assert min(page.evaluate(HEIGHTS)) >= 44
    page.evaluate("document.documentElement.dataset.size = 'elder'")
    assert min(page.evaluate(HEIGHTS)) >= 60


@pytest.mark.parametrize(
    ("width", "size"), [(1366, "ordinary"), (1366, "elder"), (390, "ordinary"), (390, "elder")]
)
def test_no_page_is_wider_than_its_screen(open_design, width, size):
    page = open_design(width)
    page.evaluate(f"document.documentElement.dataset.size = '{size}'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_shipped_typeface_is_what_is_seen(open_design):
    page = open_design()
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("document.fonts.check('14px \"Noto Sans SC Variable\"', '闭环')")
    assert page.evaluate("[...document.fonts].some((font) => font.status === 'loaded')")
