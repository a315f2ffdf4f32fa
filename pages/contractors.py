from dashboard import widgets
from dashboard.bodies.contractors import body

widgets.draw(body(widgets.current_page("contractors")))
