"""The columns of REST rows, in the portal's order; each is the snake case of a GraphQL field."""

from functools import cache

from tests.register.rows import Row

_COLUMNS = {
    "contract": """
        id parent_id root_id trd_buy_id trd_buy_number_anno trd_buy_name_ru trd_buy_name_kz
        ref_amendm_agreem_justif_id ref_contract_status_id deleted crdate last_update_date supplier_id
        supplier_biin supplier_bik supplier_iik supplier_bank_name_kz supplier_bank_name_ru
        supplier_legal_address supplier_bill_id contract_number sign_reason_doc_name sign_reason_doc_date
        trd_buy_itogi_date_public customer_id customer_bin customer_bik customer_iik customer_bank_name_kz
        customer_bank_name_ru customer_legal_address customer_bill_id contract_number_sys payments_terms_ru
        payments_terms_kz ref_subject_type_id ref_subject_types_id is_gu fin_year ref_contract_agr_form_id
        ref_contract_year_type_id ref_finsource_id ref_currency_code exchange_rate contract_sum
        contract_sum_wnds sign_date ec_end_date plan_exec_date fakt_exec_date fakt_sum fakt_sum_wnds
        contract_end_date ref_contract_cancel_id ref_contract_type_id description_kz description_ru
        fakt_trade_methods_id ec_customer_approve ec_supplier_approve contract_ms treasure_req_num
        treasure_req_date treasure_not_num treasure_not_date system_id index_date
    """,
    "contract_short": """
        id contract_number contract_number_sys trd_buy_id trd_buy_number_anno ref_contract_type_id
        ref_contract_status_id crdate contract_sum contract_sum_wnds supplier_id supplier_biin customer_id
        customer_bin index_date system_id
    """,
    "unit": """
        id lot_id pln_point_id item_price item_price_wnds quantity total_sum total_sum_wnds fact_sum
        fact_sum_wnds ks_proc ks_sum deleted trd_buy_id contract_registry_id crdate exec_fakt_date
        exec_plan_date executed parent_id root_id ref_contract_status_id cr_deleted
        ref_amendm_agreem_justif_id system_id index_date
    """,
    "subject": """
        pid bin iin inn unp regdate crdate number_reg series name_ru name_kz full_name_ru full_name_kz email
        phone website last_update_date country_code qvazi customer organizer mark_national_company
        ref_kopf_code mark_assoc_with_disab year mark_resident system_id supplier krp_code oked_list
        kse_code mark_world_company mark_state_monopoly mark_natural_monopoly mark_patronymic_producer
        mark_patronymic_supplyer mark_small_employer type_supplier is_single_org index_date parent_subject
        parent_name_ru parent_name_kz branches katoList
    """,
    "address": """
        id pid ref_source_code address_type address kato_code phone country_code system_id index_date
    """,
    "lot": """
        id lot_number ref_lot_status_id last_update_date union_lots count amount name_ru name_kz
        description_ru description_kz customer_id customer_bin customer_name_ru customer_name_kz
        trd_buy_number_anno trd_buy_id dumping dumping_lot_price ref_trade_methods_id
        ref_buy_trade_methods_id psd_sign consulting_services point_list enstru_list pln_point_kato_list
        singl_org_sign is_light_industry is_construction_work disable_person_id is_deleted system_id
        index_date
    """,
    "announcement": """
        id number_anno name_ru name_kz total_sum count_lots ref_trade_methods_id ref_subject_type_id
        customer_bin customer_pid customer_name_kz customer_name_ru org_bin org_pid org_name_kz org_name_ru
        ref_buy_status_id start_date repeat_start_date repeat_end_date end_date publish_date
        itogi_date_public ref_type_trade_id disable_person_id discus_start_date discus_end_date id_supplier
        biin_supplier parent_id singl_org_sign is_light_industry is_construction_work system_id index_date
    """,
    "plan": """
        id rootrecord_id sys_subjects_id subject_biin subject_name_ru subject_name_kz name_ru name_kz
        ref_trade_methods_id ref_units_code count price amount ref_months_id ref_pln_point_status_id
        pln_point_year ref_subject_type_id ref_enstru_code ref_finsource_id ref_abp_code is_qvazi
        date_create timestamp ref_point_type_id desc_ru desc_kz extra_desc_kz extra_desc_ru sum_1 sum_2
        sum_3 supply_date_ru prepayment ref_justification_id ref_amendment_agreem_type_id
        ref_amendm_agreem_justif_id contract_prev_point_id disable_person_id transfer_sys_subjects_id
        transfer_type ref_budget_type_id createdin_act_id is_active active_act_id system_id index_date
        plan_act_id plan_act_number ref_plan_status_id plan_fin_year plan_preliminary date_approved
    """,
}


def columns(table: str) -> tuple[str, ...]:
    """The columns of a kind of row, in order."""
    return tuple(_COLUMNS[table].split())


def camel(name: str) -> str:
    """`contract_sum_wnds` → `contractSumWnds`."""
    first, *others = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


@cache
def _pairs(table: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, camel(name)) for name in columns(table))


def shaped(table: str, row: Row) -> Row:
    """A row under its REST names."""
    return {name: row[field] for name, field in _pairs(table)}
