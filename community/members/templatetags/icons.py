"""Icons: {% icon "lock" 16 %} shows one of static/img/icons.svg, which `make icons` draws.

They are never read out: the words beside them say what they mean.
"""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@lru_cache(256)
def icon(name: str, size: int = 16) -> SafeString:
    """`size` is in pixels."""
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" aria-hidden="true"><use href="{1}#{2}"/></svg>',
        size,
        static("img/icons.svg"),
        name,
    )
