from dashboard import widgets
from dashboard.bodies.years import body

widgets.draw(body(widgets.current_page("years")))
