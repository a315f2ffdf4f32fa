from dashboard import widgets
from dashboard.bodies.compare import body

widgets.draw(body(widgets.current_page("compare")))
