import pytest

from notifications.templatetags.slack_look import mrkdwn


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*You & I*\nplain", "<strong>You &amp; I</strong><br>plain"),
        ("<https://a.example/x|See it> now", '<a href="https://a.example/x">See it</a> now'),
        ("Seed `5e*ed*`", 'Seed <code class="slack__code">5e*ed*</code>'),
        ("_and 9 more_ a_b_c", "<em>and 9 more</em> a_b_c"),
        ("&lt;script&gt; &amp;lt;", "&lt;script&gt; &amp;lt;"),
    ],
)
def test_markup_of_slack_is_drawn_and_nothing_else(text, html):
    assert mrkdwn(text) == html
