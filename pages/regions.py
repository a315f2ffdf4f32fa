from dashboard import widgets
from dashboard.bodies.regions import body

widgets.draw(body(widgets.current_page("regions")))
