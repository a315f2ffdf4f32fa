from dashboard import widgets
from dashboard.bodies.about import body

widgets.draw(body(widgets.current_page("about")))
