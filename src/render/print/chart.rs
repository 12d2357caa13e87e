//! Pictures: their words in a language, drawn by the typesetter.

use carnet_typeset::{Bar, Chart, Point, TypesetError};

use super::{Printer, language};
use crate::domain::{Channel, Locale, Points};
use crate::phrase::{HistogramBar, HistogramChart, ProgressChart, ProgressPoint};
use crate::render::Renderer;
use crate::render::text::{brought, in_subject, when};
use crate::render::voice::Voice;

impl Printer {
    /// A child's way, as PNG.
    pub fn progress(
        &self,
        renderer: &Renderer,
        chart: &ProgressChart,
        locale: Locale,
    ) -> Result<Vec<u8>, TypesetError> {
        let v = Voice::new(renderer.words(locale), Channel::Email);
        let point = |point: &ProgressPoint| Point {
            label: when(&v, &point.at),
            own: Some(point.own.hundredths()),
            written: v.hundredths(point.own),
            band: point.class.map(|class| [class.lowest, class.mean, class.highest].map(Points::hundredths)),
        };
        let subject = chart.subject.as_ref().map(|subject| v.subject(subject).to_owned());
        self.draw(Chart::Progress {
            language: language(locale),
            title: v
                .with("chart-progress")
                .text("child", v.student(&chart.child))
                .text("subject", subject.unwrap_or_else(|| v.plain("chart-general")))
                .text("scale", v.points(chart.scale.points()))
                .say(),
            note: brought(&v, chart).unwrap_or_default(),
            scale: chart.scale.points().hundredths(),
            own: v.student(&chart.child).to_owned(),
            mean: v.plain("chart-mean"),
            class: v.plain("chart-class"),
            points: chart.points.iter().map(point).collect(),
        })
    }

    /// How an assessment's marks are spread, as PNG.
    pub fn histogram(
        &self,
        renderer: &Renderer,
        chart: &HistogramChart,
        locale: Locale,
    ) -> Result<Vec<u8>, TypesetError> {
        let v = Voice::new(renderer.words(locale), Channel::Email);
        let bar = |bar: &HistogramBar| Bar {
            label: format!("{}–{}", v.points(bar.from), v.points(bar.to)),
            count: bar.count,
            passed: bar.passed,
        };
        let maximum = chart.bars.last().map_or_else(String::new, |bar| v.points(bar.to));
        self.draw(Chart::Histogram {
            language: language(locale),
            title: v
                .with("chart-histogram")
                .text("class", chart.class.as_str())
                .text("assessment", in_subject(&v, &chart.assessment))
                .say(),
            caption: v.with("chart-marks").count("marks", chart.marks).text("maximum", maximum).say(),
            bars: chart.bars.iter().map(bar).collect(),
        })
    }
}
