from dashboard import widgets
from dashboard.bodies.open import body

widgets.draw(body(widgets.current_page("open")))
