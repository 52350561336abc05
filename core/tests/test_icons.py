from django.template import Context, Template


def render(source, **context):
    return Template("{% load lucide %}" + source).render(Context(context))


def test_icon_drawn_twice_is_the_same_markup():
    tag = '{% lucide "check" size=16 aria_hidden="true" %}'
    first = render(tag)
    second = render(tag)
    assert first == second
    assert first.startswith("<svg")
    assert 'width="16"' in first
    assert 'aria-hidden="true"' in first


def test_icon_with_other_attributes_is_drawn_anew():
    sizes = [render("{% lucide name size=size %}", name="check", size=size) for size in (16, 24)]
    assert ['width="16"' in sizes[0], 'width="24"' in sizes[1]] == [True, True]


def test_icon_attribute_from_a_user_is_escaped():
    assert "<script>" not in render('{% lucide "check" class=text %}', text='"><script>')
