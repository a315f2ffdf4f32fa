from dashboard import widgets
from dashboard.bodies.customers import body

widgets.draw(body(widgets.current_page("customers")))
