from dashboard import widgets
from dashboard.bodies.question import body

widgets.draw(body(widgets.current_page("question")))
