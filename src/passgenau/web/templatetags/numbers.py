"""German numbers for templates; nothing else may print a number."""

from django import template

register = template.Library()
