"""Charts as SVG text, one module each; aria-hidden without a sentence, an image with one."""

from passgenau.render.charts.bars import DomainWeight, WeightBar, share_bar, weight_bars
from passgenau.render.charts.deviation_plot import Deviation, Judgement, deviation_plot
from passgenau.render.charts.domain_strip import common_scale, domain_strip
from passgenau.render.charts.empty_field import hidden_field, missing_field
from passgenau.render.charts.rank_interval import RankAxis, RankSpan, rank_axis, rank_interval
from passgenau.render.charts.rank_spans import CommonAxis, rank_span, span_axis
from passgenau.render.charts.sparkline import sparkline
from passgenau.render.charts.time_series import Series, time_series

__all__ = [
    "CommonAxis",
    "Deviation",
    "DomainWeight",
    "Judgement",
    "RankAxis",
    "RankSpan",
    "Series",
    "WeightBar",
    "common_scale",
    "deviation_plot",
    "domain_strip",
    "hidden_field",
    "missing_field",
    "rank_axis",
    "rank_interval",
    "rank_span",
    "share_bar",
    "span_axis",
    "sparkline",
    "time_series",
    "weight_bars",
]
