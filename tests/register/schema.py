"""The GraphQL schema of the made-up register: the types, fields and filters that the portal publishes, a subset."""

from functools import lru_cache

from graphql import GraphQLSchema, build_schema

_TYPES = {
    "Ref": "id:Int nameRu:String nameKz:String code:String symbolCode:String",
    "Contract": (
        "id:Int parentId:Int rootId:Int trdBuyId:Int trdBuyNumberAnno:String trdBuyNameRu:String trdBuyNameKz:String"
        " refAmendmAgreemJustifId:[Int] refContractStatusId:Int deleted:Int crdate:String lastUpdateDate:String"
        " indexDate:String supplierId:Int supplierBiin:String supplierBik:String supplierIik:String"
        " supplierBankNameKz:String supplierBankNameRu:String supplierLegalAddress:String supplierBillId:Int"
        " supplierFio:String supplierPhone:String customerFio:String customerPhone:String contractNumber:String"
        " contractNumberSys:String signReasonDocName:String signReasonDocDate:String trdBuyItogiDatePublic:String"
        " customerId:Int customerBin:String customerBik:String customerIik:String customerBankNameKz:String"
        " customerBankNameRu:String customerLegalAddress:String customerBillId:Int paymentsTermsRu:String"
        " paymentsTermsKz:String refSubjectTypeId:Int refSubjectTypesId:Int isGu:Int finYear:Int"
        " refContractAgrFormId:Int refContractYearTypeId:Int refFinsourceId:Int refCurrencyCode:String"
        " exchangeRate:Float contractSum:Float contractSumWnds:Float signDate:String ecEndDate:String"
        " planExecDate:String faktExecDate:String faktSum:Float faktSumWnds:Float contractEndDate:String"
        " refContractCancelId:Int refContractTypeId:Int descriptionKz:String descriptionRu:String"
        " faktTradeMethodsId:Int ecCustomerApprove:Int ecSupplierApprove:Int contractMs:Float withNds:Int"
        " treasureReqNum:String treasureReqDate:String treasureNotNum:String treasureNotDate:String systemId:Int"
        " ContractUnits:[ContractUnits] ContractSpecSum:[ContractSpecSum] Customer:Subject Supplier:Subject"
        " TrdBuy:TrdBuy RefContractStatus:Ref FaktTradeMethods:Ref RefContractType:Ref RefSubjectType:Ref"
        " Acts:[Acts] TreasuryPay:[TreasuryPay]"
    ),
    "ContractUnits": (
        "id:Int parentId:Int rootId:Int contractRegistryId:Int lotId:Int trdBuyId:Int plnPointId:Int itemPrice:Float"
        " itemPriceWnds:Float quantity:Float totalSum:Float totalSumWnds:Float contractSum:Float contractSumWnds:Float"
        " factSum:Float factSumWnds:Float ksProc:Float ksSum:Float executed:Int execPlanDate:String"
        " execFaktDate:String crdate:String deleted:Int crDeleted:Int refContractStatusId:Int"
        " refAmendmAgreemJustifId:[Int] refEnstruCode:[String] systemId:Int indexDate:String Spec:[ContractSpecSum]"
        " Plans:PlnPoint"
    ),
    "ContractSpecSum": (
        "id:Int contractId:Int unitId:Int finYear:Int refFkrbId:Int refEkrbId:Int planSum:Float planSunWithVat:Float"
        " totalSum:Float totalSumWithVat:Float factSum:Float factSumWithVat:Float factAvansSum:Float"
        " refFkrbProgramId:Int refFkrbSubprogramId:Int pointSpecId:Int specId:Int totalSumInCurrency:Float"
        " factSumInCurrency:Float"
    ),
    "Acts": "id:Int numberAct:String contractId:Int statusId:Int",
    "TreasuryPay": "id:Int contractId:Int payAmount:Float payDate:String",
    "Subject": (
        "pid:Int bin:String iin:String inn:String unp:String regdate:String crdate:Int numberReg:String series:String"
        " nameRu:String nameKz:String fullNameRu:String fullNameKz:String email:String phone:String website:String"
        " lastUpdateDate:String indexDate:String countryCode:String customer:Int organizer:Int supplier:Int qvazi:Int"
        " markResident:Int markNationalCompany:Int markAssocWithDisab:Int markWorldCompany:Int markStateMonopoly:Int"
        " markNaturalMonopoly:Int markPatronymicProducer:Int markPatronymicSupplyer:Int markSmallEmployer:Int"
        " isSingleOrg:Int refKopfCode:String typeSupplier:Int krpCode:Int okedList:Int kseCode:Int year:Int"
        " systemId:Int parentSubject:String parentNameRu:String parentNameKz:String branches:[String]"
        " katoList:[String] Address:[Address] Employees:[Employee] Admins:[Employee] RefCountries:Ref"
    ),
    "Address": (
        "id:Int pid:Int refSourceCode:Int addressType:Int address:String katoCode:String phone:String"
        " countryCode:String systemId:Int indexDate:String"
    ),
    "Employee": "id:Int",
    "TrdBuy": (
        "id:Int numberAnno:String nameRu:String nameKz:String totalSum:Float countLots:Int refTradeMethodsId:Int"
        " refSubjectTypeId:Int customerBin:String customerPid:Int customerNameKz:String customerNameRu:String"
        " orgBin:String orgPid:Int orgNameKz:String orgNameRu:String refBuyStatusId:Int startDate:String"
        " endDate:String repeatStartDate:String repeatEndDate:String publishDate:String itogiDatePublic:String"
        " discusStartDate:String discusEndDate:String refTypeTradeId:Int idSupplier:Int biinSupplier:String"
        " parentId:Int singlOrgSign:Int isLightIndustry:Int isConstructionWork:Int disablePersonId:Int systemId:Int"
        " indexDate:String lastUpdateDate:String finYear:[Int] kato:[String] RefTradeMethods:Ref Lots:[Lots]"
    ),
    "Lots": (
        "id:Int lotNumber:String refLotStatusId:Int lastUpdateDate:String unionLots:Int count:Float amount:Float"
        " nameRu:String nameKz:String descriptionRu:String descriptionKz:String customerId:Int customerBin:String"
        " customerNameRu:String customerNameKz:String trdBuyNumberAnno:String trdBuyId:Int dumping:Int"
        " dumpingLotPrice:Float refTradeMethodsId:Int refBuyTradeMethodsId:Int psdSign:Int consultingServices:Int"
        " pointList:[Int] enstruList:[Int] plnPointKatoList:[String] singlOrgSign:Int isLightIndustry:Int"
        " isConstructionWork:Int disablePersonId:Int isDeleted:Int systemId:Int indexDate:String RefLotsStatus:Ref"
        " RefTradeMethods:Ref TrdBuy:TrdBuy Plans:[PlnPoint]"
    ),
    "PlnPoint": (
        "id:Int rootrecordId:Int sysSubjectsId:Int subjectBiin:String subjectNameRu:String subjectNameKz:String"
        " nameRu:String nameKz:String descRu:String descKz:String extraDescRu:String extraDescKz:String"
        " refEnstruCode:String refTradeMethodsId:Int refUnitsCode:String count:Float price:Float amount:Float"
        " sum1:Float sum2:Float sum3:Float refMonthsId:Int refPlnPointStatusId:Int plnPointYear:Int"
        " refSubjectTypeId:Int refFinsourceId:Int refAbpCode:Int refBudgetTypeId:Int isQvazi:Int dateCreate:String"
        " timestamp:String refPointTypeId:Int supplyDateRu:String prepayment:Float refJustificationId:Int"
        " refAmendmentAgreemTypeId:Int refAmendmAgreemJustifId:Int contractPrevPointId:Int disablePersonId:Int"
        " transferSysSubjectsId:Int transferType:Int createdinActId:Int activeActId:Int isActive:Int isDeleted:Int"
        " systemId:Int indexDate:String PlansKato:[PlansKato] RefTradeMethods:Ref RefEnstru:Ref"
    ),
    "PlansKato": (
        "id:Int plnPointsId:Int refKatoCode:String refCountriesCode:String fullDeliveryPlaceNameRu:String"
        " fullDeliveryPlaceNameKz:String count:Float isActive:Int isDeleted:Int"
    ),
}
_FILTERS = {
    "ContractFiltersInput": (
        "id:[Int] trdBuyId:[Int] customerId:[Int] supplierId:[Int] customerBin:String supplierBiin:String"
        " trdBuyNumberAnno:String contractNumber:String contractNumberSys:String crdate:[String]"
        " lastUpdateDate:[String] signDate:[String] indexDate:[String] finYear:Int isGu:Int refContractTypeId:Int"
        " refContractAgrFormId:Int refContractStatusId:[Int] faktTradeMethodsId:[Int]"
    ),
    "SubjectsFiltersInput": (
        "pid:[Int] bin:String iin:String nameRu:String fullNameRu:String nameOrFullNameRu:String"
        " lastUpdateDate:[String] katoList:[String] typeSupplier:Int parentSubject:String"
    ),
    "LotsFiltersInput": (
        "id:[Int] customerBin:String trdBuyId:[Int] refLotStatusId:[Int] lastUpdateDate:[String] indexDate:[String]"
        " nameDescriptionRu:String nameDescriptionKz:String lotNumber:String trdBuyNumberAnno:String"
        " customerNameRu:String refTradeMethodsId:[Int] refBuyTradeMethodsId:[Int] pointList:[Int]"
        " plnPointKatoList:[String] plnPointRootrecordId:[Int]"
    ),
    "TrdBuyFiltersInput": (
        "id:[Int] orgBin:String orgPid:[Int] refBuyStatusId:[Int] publishDate:[String] lastUpdateDate:[String]"
        " indexDate:[String] numberAnno:String kato:[String]"
    ),
    "PlansFiltersInput": (
        "id:[Int] subjectBiin:String refEnstruCode:String rootrecordId:[Int] plnPointYear:Int"
        " refPlnPointStatusId:[Int] dateCreate:[String] timestamp:[String] indexDate:[String]"
    ),
}
ROOTS = {
    "Contract": ("Contract", "ContractFiltersInput"), "Subjects": ("Subject", "SubjectsFiltersInput"),
    "Lots": ("Lots", "LotsFiltersInput"), "Plans": ("PlnPoint", "PlansFiltersInput"),
    "TrdBuy": ("TrdBuy", "TrdBuyFiltersInput"),
}  # fmt: skip


def _text(renamed: tuple[str, str] | None) -> str:
    parts = []
    for kind, tables in (("type", _TYPES), ("input", _FILTERS)):
        for name, fields in tables.items():
            listed = fields.split()
            if renamed and kind == "type" and name == "Contract":
                listed = [field.replace(f"{renamed[0]}:", f"{renamed[1]}:") for field in listed]
            parts.append(f"{kind} {name} {{ {' '.join(listed)} }}")
    roots = (
        f"{root}(filter: {given}, limit: Int, after: Int{', after_index_date: String' * (root == 'TrdBuy')}): [{kind}]"
        for root, (kind, given) in ROOTS.items()
    )
    return "\n".join([*parts, f"type Query {{ {' '.join(roots)} }}"])


@lru_cache(maxsize=8)
def schema(renamed: tuple[str, str] | None = None) -> GraphQLSchema:
    """The schema; with `renamed` (old, new) one field of Contract has another name, as after a change of the portal."""
    return build_schema(_text(renamed))
