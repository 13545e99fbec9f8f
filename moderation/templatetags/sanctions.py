"""What counts against someone, and what keeps a member from writing, for templates."""

from typing import Any

from django import template

from moderation import meaning, words
from moderation.models import Decision, Sanction
from moderation.recalling import holding, imposed_by
from moderation.transparency.rules_of_the_house import HOUSE_RULES

register = template.Library()


@register.simple_tag
def sanctions_of(decision: Decision) -> list[Sanction]:
    return imposed_by(decision)


@register.inclusion_tag("moderation/_holding.html", takes_context=True)
def what_holds(context: dict[str, Any]) -> dict[str, Any]:
    """What keeps the viewer from writing as they would, and where they read why. No query for those
    whom nothing keeps."""
    viewer = context["viewer"]
    return {"viewer": viewer, "sanctions": holding(viewer)}


@register.filter
def means(sanction: Sanction) -> str:
    return meaning.means(sanction)


@register.filter
def means_title(sanction: Sanction) -> str:
    return meaning.title_for_author(sanction)


@register.filter
def sanction_title(sanction: Sanction) -> str:
    return meaning.title(sanction)


@register.filter
def family(key: str) -> str:
    return words.family_words(key)


@register.filter
def rule_title(key: str) -> str:
    rule = HOUSE_RULES.get(key)
    return rule.title if rule else ""
