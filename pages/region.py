from dashboard import widgets
from dashboard.bodies.region import body

widgets.draw(body(widgets.current_page("region")))
