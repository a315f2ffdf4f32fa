import sys,json
sys.path.insert(0,'.')
from collections import Counter
import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.test_journeys import ADDRESSES
pytestmark=pytest.mark.prove
@pytest.mark.parametrize("dark",[False,True])
@pytest.mark.parametrize("width",[1200,390])
def test_all(origin,open_browser,width,dark):
    r=open_browser(locale="kk-KZ",width=width,dark=dark)
    out=[]
    for a in ADDRESSES:
        r.go(origin+a)
        res=Axe().run(r.page,options={"resultTypes":["violations","passes","incomplete"]}).response
        out.append((a,{x["id"]:len(x["nodes"]) for x in res["passes"]}.get("color-contrast"),len(res["passes"]),[(x["id"],x["impact"],[(n["target"],n["html"][:140]) for n in x["nodes"][:3]],len(x["nodes"])) for x in res["violations"]],[(x["id"],x["impact"],len(x["nodes"]),x["nodes"][0]["html"][:160]) for x in res["incomplete"]]))
        heads=r.page.evaluate("()=>[document.querySelectorAll('h1').length,[...document.querySelectorAll('img:not([alt])')].length,[...document.querySelectorAll('svg')].filter(s=>!s.closest('[aria-hidden=true]')&&!s.getAttribute('aria-label')&&!s.querySelector('title')&&s.getAttribute('aria-hidden')!=='true').map(s=>s.outerHTML.slice(0,120)).slice(0,4), [...document.querySelectorAll('.js-plotly-plot')].map(p=>{let a=p.closest('[role=img],[aria-label],figure');return a?a.outerHTML.slice(0,150):'NONE'})]")
        out.append(heads)
    open(f"/tmp/aq/prove/axe-{width}-{dark}.txt","w").write("\n".join(map(str,out)))
