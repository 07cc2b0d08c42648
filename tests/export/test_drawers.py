"""Pictures drawn in processes of their own are those that are drawn here."""

from salesdash.export import image
from salesdash.export.drawers import drawers
from tests.export.figures import figure


def test_a_picture_drawn_beside_the_program_is_the_same_and_drawn_once():
    shown = figure()
    with drawers() as artists:
        begun = artists.begin(shown, "light", 800, 400)
        assert artists.begin(shown, "light", 800, 400) is begun
        assert artists.draw(shown, "light", 800, 400) == image.chart_png(shown, "light", 800, 400)
        assert artists.draw(shown, "dark", 800, 400) != begun.result()


def test_where_a_drawing_process_has_fallen_the_picture_is_drawn_all_the_same():
    shown = figure()
    with drawers() as artists:
        artists.draw(shown, "light", 800, 400)
        artists.dismiss()
        assert artists.draw(shown, "light", 640, 300) == image.chart_png(shown, "light", 640, 300)
