from dashboard import widgets
from dashboard.bodies.contractor import body

widgets.draw(body(widgets.current_page("contractor")))
