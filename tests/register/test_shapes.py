"""Answers have the keys of the portal's answers, written out here, and carry the marks of something made up."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.register.server import Served

Ask = Callable[..., dict[str, Any]]
CONTRACT_ID = 1_000_000_000 + 7 * 40
REST = {
    "/v3/contract/all?limit=5": """id parent_id root_id trd_buy_id trd_buy_number_anno trd_buy_name_ru trd_buy_name_kz
        ref_amendm_agreem_justif_id ref_contract_status_id deleted crdate last_update_date supplier_id supplier_biin
        supplier_bik supplier_iik supplier_bank_name_kz supplier_bank_name_ru supplier_legal_address supplier_bill_id
        contract_number sign_reason_doc_name sign_reason_doc_date trd_buy_itogi_date_public customer_id customer_bin
        customer_bik customer_iik customer_bank_name_kz customer_bank_name_ru customer_legal_address customer_bill_id
        contract_number_sys payments_terms_ru payments_terms_kz ref_subject_type_id ref_subject_types_id is_gu fin_year
        ref_contract_agr_form_id ref_contract_year_type_id ref_finsource_id ref_currency_code exchange_rate contract_sum
        contract_sum_wnds sign_date ec_end_date plan_exec_date fakt_exec_date fakt_sum fakt_sum_wnds contract_end_date
        ref_contract_cancel_id ref_contract_type_id description_kz description_ru fakt_trade_methods_id
        ec_customer_approve ec_supplier_approve contract_ms treasure_req_num treasure_req_date treasure_not_num
        treasure_not_date system_id index_date""",
    "/v3/contract/customer/991940000002": """id contract_number contract_number_sys trd_buy_id trd_buy_number_anno
        ref_contract_type_id ref_contract_status_id crdate contract_sum contract_sum_wnds supplier_id supplier_biin
        customer_id customer_bin index_date system_id""",
    f"/v3/contract/{CONTRACT_ID}/units": """id lot_id pln_point_id item_price item_price_wnds quantity total_sum
        total_sum_wnds fact_sum fact_sum_wnds ks_proc ks_sum deleted trd_buy_id contract_registry_id crdate
        exec_fakt_date exec_plan_date executed parent_id root_id ref_contract_status_id cr_deleted
        ref_amendm_agreem_justif_id system_id index_date spec""",
    "/v3/subject/all?limit=5": """pid bin iin inn unp regdate crdate number_reg series name_ru name_kz full_name_ru
        full_name_kz email phone website last_update_date country_code qvazi customer organizer mark_national_company
        ref_kopf_code mark_assoc_with_disab year mark_resident system_id supplier krp_code oked_list kse_code
        mark_world_company mark_state_monopoly mark_natural_monopoly mark_patronymic_producer mark_patronymic_supplyer
        mark_small_employer type_supplier is_single_org index_date parent_subject parent_name_ru parent_name_kz branches
        katoList""",
    "/v3/lots?limit=5": """id lot_number ref_lot_status_id last_update_date union_lots count amount name_ru name_kz
        description_ru description_kz customer_id customer_bin customer_name_ru customer_name_kz trd_buy_number_anno
        trd_buy_id dumping dumping_lot_price ref_trade_methods_id ref_buy_trade_methods_id psd_sign consulting_services
        point_list enstru_list pln_point_kato_list singl_org_sign is_light_industry is_construction_work
        disable_person_id is_deleted system_id index_date""",
    "/v3/trd-buy?limit=5": """id number_anno name_ru name_kz total_sum count_lots ref_trade_methods_id
        ref_subject_type_id customer_bin customer_pid customer_name_kz customer_name_ru org_bin org_pid org_name_kz
        org_name_ru ref_buy_status_id start_date repeat_start_date repeat_end_date end_date publish_date
        itogi_date_public ref_type_trade_id disable_person_id discus_start_date discus_end_date id_supplier
        biin_supplier parent_id singl_org_sign is_light_industry is_construction_work system_id index_date""",
    "/v3/plans/all?limit=5": """id rootrecord_id sys_subjects_id subject_biin subject_name_ru subject_name_kz name_ru
        name_kz ref_trade_methods_id ref_units_code count price amount ref_months_id ref_pln_point_status_id
        pln_point_year ref_subject_type_id ref_enstru_code ref_finsource_id ref_abp_code is_qvazi date_create timestamp
        ref_point_type_id desc_ru desc_kz extra_desc_kz extra_desc_ru sum_1 sum_2 sum_3 supply_date_ru prepayment
        ref_justification_id ref_amendment_agreem_type_id ref_amendm_agreem_justif_id contract_prev_point_id
        disable_person_id transfer_sys_subjects_id transfer_type ref_budget_type_id createdin_act_id is_active
        active_act_id system_id index_date plan_act_id plan_act_number ref_plan_status_id plan_fin_year plan_preliminary
        date_approved""",
    "/v3/rnu": """id pid supplier_biin supplier_innunp supplier_name_ru supplier_name_kz kato_list index_date
        system_id""",
    "/v3/acts?limit=5": """id akt_date number_act approve_date revoke_date create_date_act contract_root_id contract_id
        status_id is_deleted day_overdue sum_avans sum_beginning sum_fine sum_previously sum_transfer
        create_date_gen_info status_name_ru status_name_kz supplier_id customer_id is_gu type_act ref_subject_type_id
        parent_id system_id index_date""",
    "/v3/refs/ref_contract_status": "id name_kz name_ru code",
    "/v3/refs/ref_trade_methods": "id code name_kz name_ru is_active type symbol_code f1 ord f2",
}
PAYMENT = """id nom_za contract_id dt_reg nom_uved supplier rnn_supplier bik_supplier iik_supplier code_supplier nom_dog
    dt_dog item_description quantity unit_price nom_dop dt_dop type_bujet budget_name_ru budget_name_kz kato func espk
    gu fin_source po_header_id last_update_date vendor_id pdi_update_date prepay_sum str_prepay_sum check_id invoice_id
    pay_description invnum pay_amount check_number pay_date code_combination_id ppn accounting_date index_date
    system_id"""
ENTRY = "object_id action date_action service_name service_title url"
SPEC = """ref_ekrb_id spec_kat point_spec_id total_sum total_sum_wnds ref_fkrb_subprogram_id ref_fkrb_id
    ref_fkrb_program_id fin_year plan_sum plan_sum_wnds fact_sum fact_sum_wnds"""
QUERY = """{Contract(limit: 200){id parentId rootId trdBuyId trdBuyNumberAnno contractNumberSys refContractStatusId
  refContractTypeId faktTradeMethodsId deleted isGu finYear crdate lastUpdateDate signDate contractSum contractSumWnds
  faktSum faktSumWnds customerBin supplierBiin descriptionRu descriptionKz systemId indexDate
  RefContractStatus{id nameRu nameKz} FaktTradeMethods{id nameRu symbolCode} Supplier{pid bin iin nameRu nameKz}
  ContractUnits{id lotId plnPointId itemPrice itemPriceWnds quantity totalSum totalSumWnds contractSum contractSumWnds
    factSum factSumWnds deleted contractRegistryId refEnstruCode
    Plans{id refEnstruCode nameRu nameKz descRu extraDescRu amount}}}}"""


@pytest.mark.parametrize(("path", "keys"), REST.items(), ids=[path.split("?")[0] for path in REST])
def test_rest_rows_have_the_portals_columns_in_order(portal: httpx.Client, path: str, keys: str) -> None:
    body = portal.get(path).json()
    assert list(body) == ["total", "limit", "next_page", "items"]
    assert body["items"]
    assert all(list(row) == keys.split() for row in body["items"])
    assert all(row.get("system_id", 99) == 99 for row in body["items"])


def test_single_objects_come_without_an_envelope(portal: httpx.Client) -> None:
    whole = portal.get(f"/v3/contract/{CONTRACT_ID}").json()
    assert list(whole) == REST["/v3/contract/all?limit=5"].split()
    subject = portal.get("/v3/subject/biin/991940000002").json()
    assert list(subject) == [*REST["/v3/subject/all?limit=5"].split(), "address", "admins"]


def test_sums_of_items_are_texts_and_add_up(portal: httpx.Client) -> None:
    whole = portal.get(f"/v3/contract/{CONTRACT_ID}").json()
    units = portal.get(f"/v3/contract/{CONTRACT_ID}/units").json()["items"]
    parts = [part for unit in units for part in unit["spec"]]
    assert set(parts[0]) == set(SPEC.split())
    assert isinstance(parts[0]["total_sum_wnds"], str)
    assert round(sum(unit["total_sum_wnds"] for unit in units if not unit["deleted"]), 2) == whole["contract_sum_wnds"]


def test_payments_and_journal_have_the_portals_columns(portal: httpx.Client) -> None:
    rows = portal.get("/v3/contract/all?limit=500").json()["items"]
    paid = [row for row in rows if row["fakt_sum_wnds"] and row["is_gu"]]
    body = portal.get(f"/v3/treasury-pay/{paid[0]['id']}").json()
    assert [set(row) for row in body["items"]] == [set(PAYMENT.split())]
    assert body["items"][0]["pay_amount"] == paid[0]["fakt_sum_wnds"]
    portal.post("/_test/day", json={"day": 1})
    journal = portal.get("/v3/journal?date_from=2026-11-21&date_to=2026-11-21").json()
    assert list(journal) == ["total", "limit", "items"]
    assert all(list(entry) == ENTRY.split() for entry in journal["items"])
    assert {entry["action"] for entry in journal["items"]} == {"U", "D"}


def test_what_is_not_there_is_404_with_a_message(portal: httpx.Client) -> None:
    for path, message in (
        ("/v3/subject/biin/000000000000", "Компания не найдена"),
        ("/v3/refs/ref_enstru", "Справочник не найден"),
        ("/v3/contract/5/act", "Invalid Route"),
    ):
        answer = portal.get(path)
        assert answer.status_code == 404
        assert answer.json()["message"] == message
        assert list(answer.json()) == ["name", "message", "code", "status", "type"]


def test_graphql_sends_the_fields_asked_for_and_no_others(ask: Ask) -> None:
    rows = ask(QUERY)["data"]["Contract"]
    top = QUERY.replace("}", " ").split("{")[2].split()
    asked = [*top[:-1], "RefContractStatus", "FaktTradeMethods", "Supplier", "ContractUnits"]
    assert all(list(row) == asked for row in rows)
    assert list(rows[0]["Supplier"]) == ["pid", "bin", "iin", "nameRu", "nameKz"]
    unit = next(row for row in rows if row["ContractUnits"])["ContractUnits"][0]
    assert list(unit["Plans"]) == ["id", "refEnstruCode", "nameRu", "nameKz", "descRu", "extraDescRu", "amount"]
    renamed = ask("{Contract(limit: 1){number: contractNumberSys ...F}} fragment F on Contract{id}")
    assert list(renamed["data"]["Contract"][0]) == ["number", "id"]


@pytest.mark.parametrize(
    ("query", "variables", "message"),
    [
        ("{Contract{contractTotal}}", {}, "Cannot query field 'contractTotal' on type 'Contract'."),
        ("{TreasuryPay{id}}", {}, "Cannot query field 'TreasuryPay' on type 'Query'."),
        ("{Contract(filter: {text: \"x\"}){id}}", {}, "not to include unknown field 'text'"),
        ("query($filter: LotsFiltersInput){Lots(filter: $filter){id}}", {"filter": {"nameDescriptionRu": ["x"]}},
         "String cannot represent a non string value"),
        ("{Contract(limit: ", {}, "Syntax Error"),
    ],
    ids=["unknown field", "unknown root", "unknown filter", "a list for a text", "cut query"],
)  # fmt: skip
def test_wrong_questions_get_errors_inside_200(
    portal: httpx.Client, query: str, variables: dict[str, Any], message: str
) -> None:
    answer = portal.post("/v3/graphql", json={"query": query, "variables": variables})
    assert answer.status_code == 200
    assert answer.json()["data"] is None
    assert message in answer.json()["errors"][0]["message"]


def test_everything_is_marked_as_made_up(portal: httpx.Client, ask: Ask, served: Served) -> None:
    answer = portal.post("/v3/graphql", json={"query": "{Contract(limit: 200){systemId customerBin supplierBiin}}"})
    assert answer.headers["x-test-register"] == "1"
    for row in answer.json()["data"]["Contract"]:
        assert row["systemId"] == 99
        assert row["customerBin"][2:4] == row["supplierBiin"][2:4] == "19"
    subjects = ask("{Subjects(limit: 200){systemId bin iin nameRu}}")["data"]["Subjects"]
    assert all(row["systemId"] == 99 and ("учебный" in row["nameRu"] or "УЧЕБНЫЙ" in row["nameRu"]) for row in subjects)
    for root in ("Lots", "Plans", "TrdBuy"):
        assert {row["systemId"] for row in ask(f"{{{root}(limit: 200){{systemId}}}}")["data"][root]} == {99}


def test_the_portals_traits_are_there(portal: httpx.Client, ask: Ask) -> None:
    ends = [1_000_000_000 + 7 * 500 * page for page in (1, 2, 3)]
    rows = [row for end in ends for row in portal.get(f"/v3/contract/all?limit=500&search_after={end}").json()["items"]]
    people = [row for row in rows if row["supplier_biin"][4] in "0123"]
    assert 0.25 < len(people) / len(rows) < 0.45
    assert any(row["description_ru"] is None for row in rows)
    assert any("&amp;quot;" in (row["description_ru"] or "") for row in rows)
    assert any("тел. 8 (700)" in (row["description_ru"] or "") for row in rows)
    assert any((row["description_ru"] or "").startswith("Дополнительное соглашение") for row in rows)
    assert 0.2 < sum(row["description_ru"] == row["description_kz"] for row in rows) / len(rows) < 0.6
    assert any(set("әғқңөұүһі") & set((row["description_ru"] or "").lower()) for row in rows)
    assert any(row["fin_year"] is None for row in rows)
    assert any(row["ref_currency_code"] == "USD" and row["exchange_rate"] == 470.5 for row in rows)
    assert {type(row["contract_sum_wnds"]) for row in rows} == {int, float}
    assert any(row["parent_id"] and row["ref_contract_type_id"] == 1 and row["root_id"] == row["id"] for row in rows)
    assert any(row["root_id"] != row["id"] and row["ref_contract_type_id"] == 1 for row in rows)
    assert any(row["contract_number_sys"][:12] != row["customer_bin"] for row in rows)
    assert any(row["sign_date"] and row["ref_contract_status_id"] == 330 for row in rows)


def test_purchases_not_yet_contracted_are_open_now_or_closed(ask: Ask) -> None:
    lots = ask("{Lots(limit: 40){refLotStatusId pointList TrdBuy{endDate discusEndDate}}}")["data"]["Lots"]
    still = [lot for lot in lots if lot["TrdBuy"]["endDate"] > "2026-11-21" and lot["refLotStatusId"] == 220]
    remarks = [lot for lot in lots if lot["TrdBuy"]["discusEndDate"]]
    assert still
    assert remarks
    assert any(lot["TrdBuy"]["endDate"] < "2026-11-20" for lot in lots)
    plans = ask("{Plans(limit: 60){id plnPointYear refPlnPointStatusId}}")["data"]["Plans"]
    assert {plan["plnPointYear"] for plan in plans[:40]} == {2026}
    assert set(still[0]["pointList"]) <= {plan["id"] for plan in plans}
