from dashboard import widgets
from dashboard.bodies.akims import body

widgets.draw(body(widgets.current_page("akims")))
