from dashboard import widgets
from dashboard.bodies.hearing import body

widgets.draw(body(widgets.current_page("hearing")))
