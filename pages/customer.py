from dashboard import widgets
from dashboard.bodies.customer import body

widgets.draw(body(widgets.current_page("customer")))
