"""Headers of other languages, so that a branch abroad can drop its own export as well."""

from __future__ import annotations

# German, French, Spanish, Portuguese, Italian, Dutch, Japanese and Korean words; accents may be left out.
_WHO_AND_WHAT = {
    "customer": "kunde|auftraggeber|regulierer|kundenname|firma|client|nom du client|societe|cliente|nombre del cliente|nome do cliente|empresa|nome cliente|顧客|顧客名|得意先|得意先名|取引先|取引先名|会社名|고객|고객명|거래처|거래처명|klant|klantnaam|bedrijf|bedrijfsnaam|ragione sociale|razon social|raison sociale|납품처",
    "channel": "kanal|vertriebskanal|canal|canal de vente|canal de venta|canal de vendas|magasin|tienda|loja|canale|negozio|チャネル|販売チャネル|店舗|店舗名|채널|판매채널|매장|매장명|kanaal|verkoopkanaal|filiaal|winkel|filiale|sucursal|punto vendita|ponto de venda|point de vente|판매처",
    "region": "gebiet|vertriebsgebiet|bundesland|secteur|zone|zona|regiao|regione|地域|エリア|지역|권역|regio|verkoopgebied|gewest|territorio|territoire|region de vente|zona de ventas|영업지역",
    "salesperson": "mitarbeiter|mitarbeiterin|mitarbeitername|aussendienst|empleado|employe|collaborateur|funcionario|dipendente|社員|社員名|従業員|vertreter|verkaufer|vertriebsmitarbeiter|commercial|vendeur|vendedor|comercial|venditore|agente|担当者|営業担当|営業担当者|담당자|영업사원|영업담당자|verkoper|vertegenwoordiger|medewerker|rappresentante|representante|commerciale|agente de ventas|vendedora",
    "product": "produkt|artikel|artikelbezeichnung|bezeichnung|produit|designation|producto|articulo|produto|prodotto|articolo|製品|製品名|제품|제품명|상품|상품명|품목|품목명|omschrijving|artikelnaam|artikelomschrijving|produktname|artikelname|descripcion|descricao|descrizione|nom du produit|nombre del producto|nome do produto|품명",
    "category": "kategorie|warengruppe|produktgruppe|categorie|categoria|categoria do produto|カテゴリ|カテゴリー|分類|분류|카테고리|품목군|productgroep|artikelgroep|rubriek|famille|familia|famiglia|gruppo merceologico",
}  # fmt: skip
_AMOUNT = "umsatz|nettowert|fakturawert|base imponible|total factura|importe factura|netto|brutto|bruttobetrag|neto|bruto|importe bruto|auftragswert|betrag|verkaufsbetrag|umsatzerlose|bruttoumsatz|importe de venta|importe neto|venta total|ventas totales|ventas netas|venta|ingresos|monto total|montant total|montant des ventes|ventes|gesamtpreis|gesamtbetrag|gesamt|nettobetrag|nettoumsatz|erlos|chiffre d'affaires|ca|montant|montant ht|montant ttc|total ht|total ttc|prix total|importe|importe total|monto|precio total|ventas|valor total|valor|faturamento|receita|importo|totale|fatturato|ricavo|売上|売上高|売上金額|販売金額|合計金額|金額|受注金額|契約金額|vertragssumme|auftragssumme|montant du contrat|total commande|valor del contrato|valor do contrato|total pedido|total do pedido|금액|매출|매출액|판매금액|판매액|공급가액|총매출|매출총액|순매출|결제금액|판매총액|주문금액|거래금액|vendite|vendita|vendite totali|vendite nette|totale vendite|importo netto|importo totale|importo vendita|incasso|ricavi|totale netto|vendas|vendas totais|vendas liquidas|venda|total de vendas|valor da venda|valor liquido|receita liquida|faturacao|montante|total ventas|total venta|importe ventas|importe venta|ventas brutas|monto de venta|valor venta|facturacion|chiffre d'affaires ht|chiffre d'affaires ttc|ca ht|ca ttc|vente|total des ventes|ventes ht|recettes|montant net|montant vente|verkaufe|verkaufserlos|verkaufswert|umsatz netto|umsatz brutto|nettoerlos|rechnungsbetrag|gesamtumsatz|erlose|omzet|netto omzet|bruto omzet|omzetbedrag|verkopen|verkoopbedrag|verkoopwaarde|bedrag|totaalbedrag|totaal|factuurbedrag|orderbedrag|orderwaarde|bedrag excl btw|opbrengst|売上総額|売上額|販売額|販売高|受注額|取引金額|請求金額|税込金額|税抜金額"
_DAY = "datum|fecha|data|giorno|dag|日付|날짜|일자"

OTHER_LANGUAGES: dict[str, dict[str, str]] = {
    "orders": {
        **_WHO_AND_WHAT,
        "order_date": f"{_DAY}|monat|jahr|fakturadatum|fakturadat|belegdatum|mois|annee|mes|ano|mese|anno|tag|fecha venta|fecha factura|dia|verkaufstag|buchungsdatum|auftragsdatum|bestelldatum|rechnungsdatum|verkaufsdatum|date de commande|date de vente|date facture|date de facture|fecha de pedido|fecha de venta|fecha pedido|data do pedido|data da venda|data ordine|data vendita|受注日|注文日|売上日|販売日|契約日|vertragsdatum|unterzeichnet am|date de signature|signe le|fecha de firma|assinado em|주문일|주문일자|orderdatum|besteldatum|factuurdatum|verkoopdatum|maand|jaar|data fattura|data documento|data da fatura|data de venda|data de compra|data acquisto|date d'achat|date de la vente|date de la commande|fecha de compra|fecha de factura|fecha de la venta|fecha del pedido|kaufdatum|verkauft am|bestellt am|年月日|取引日|請求日|納品日|판매일|판매일자|거래일자|매출일자",
        "amount": _AMOUNT,
        "quantity": "verkaufte menge|fakturamenge|fakt menge|absatzmenge|stuck|stk|cantidad vendida|piezas|cant|uds|menge|anzahl|stuckzahl|quantite|qte|cantidad|unidades|quantidade|qtd|quantita|数量|수량|판매수량|aantal|hoeveelheid|verkocht aantal|stuks|pezzi|quantita venduta|pecas|quantidade vendida|unidades vendidas|quantite vendue|verkaufte stuck|absatz|absatzmenge|販売数量|販売数|개수|판매량",
        "unit_price": "einzelpreis|preis pro stuck|stuckpreis netto|precio por unidad|precio de venta|pu|stuckpreis|preis|prix|prix unitaire|prix unitaire ht|precio|precio unitario|preco|preco unitario|prezzo|prezzo unitario|単価|단가|판매단가|prijs|stuksprijs|prijs per stuk|eenheidsprijs|verkoopprijs|prezzo di vendita|preco de venda|prix de vente|verkaufspreis|単位価格|販売単価",
        "discount": "rabatt|remise|descuento|desconto|sconto|割引|korting",
        "cost": "kosten|cout|cout total|costo|costo total|custo|custo total|原価|kostprijs totaal|inkoopwaarde|costi",
        "profit": "gewinn|deckungsbeitrag|benefice|marge|ganancia|beneficio|ganancia neta|utilidad|lucro|profitto|粗利|利益|winst|brutowinst|margine|margen|margem|rohertrag|이익|매출총이익",
        "order_id": "order|pedido|faktura|fakturanummer|commande|auftrag|bestellung|bestellnr|belegnr|auftragsnummer|auftragsnr|bestellnummer|rechnungsnummer|numero de commande|n commande|numero de facture|numero de pedido|id pedido|id venta|numero do pedido|numero ordine|受注番号|注文番号|伝票番号|주문번호|전표번호|bestelnummer|ordernummer|factuurnummer|bestelling|numero fattura|ordine|numero factura|num factura|n facture|n pedido|受注no|請求番号|거래번호",
        "city": "stadt|ort|ville|ciudad|cidade|citta|市区町村|plaats|woonplaats|localidad|localidade|도시",
        "country": "land|pays|pais|paese|国|nazione|국가",
        "product_id": "artikelnummer|artikelnr|produktid|reference|codigo|codigo de producto|商品コード|品番|artikelcode|codice|codice articolo|codigo do produto|code article|상품코드|품목코드",
        "customer_id": "kundennummer|kundennr|kundenid|id client|client_id|id cliente|顧客コード|得意先コード|klantnummer|klantcode|codice cliente|codigo cliente|code client|고객코드|거래처코드",
        "status": "statut|estado|stato|状況",
    },
    "targets": {
        **_WHO_AND_WHAT,
        "period": f"{_DAY}|monat|jahr|quartal|maand|kwartaal|jaar|mois|annee|trimestre|mes|ano|mese|anno|月度|年度|월|연월|년월|판매월|매출월|기간",
        "amount": "ziel|zielumsatz|umsatzziel|soll|planumsatz|objectif|objectif de vente|objetivo|objetivo de ventas|meta|meta de vendas|obiettivo|doel|doelstelling|omzetdoel|verkoopdoel|target vendite|obiettivo vendite|objectif de ca|objetivo de venta|목표|매출목표|목표금액|売上目標|予算",
    },
    "spend": {
        "date": f"{_DAY}|monat|mois|mes|mese|maand",
        "channel": _WHO_AND_WHAT["channel"],
        "purpose": "kategorie|kostenart|categoria|concepto|poste|nature de depense|type de depense|poste de depense|tipo di spesa|descrizione spesa|categoria di spesa|voce di spesa|kostensoort|soort kosten|tipo de despesa|categoria de despesa|勘定科目|経費科目|費目",
        "spend": "betrag|importe|montant|montant ttc|montant ht|importo|bedrag|valor|支払金額|支出額|monto|kosten|werbekosten|werbeausgaben|ausgaben|depenses|cout|gasto|gastos|inversion|coste|investimento|spesa|spese|uitgaven|reclamekosten|advertentiekosten|besteed|kosten totaal|depense|despesa|despesas|publicidad|広告宣伝費|광고비|비용|広告費|費用",
        "budget": "budget prevu|presupuesto|orcamento|preventivo",
        "visits": "klicks|besuche|clics|visites|visitas|cliques|visite|クリック数",
    },
    "opportunities": {
        **{key: _WHO_AND_WHAT[key] for key in ("customer", "channel", "region", "product")},
        "stage": "phase|verkaufsphase|etape|etapa|fase|estagio|フェーズ|商談フェーズ",
        "amount": _AMOUNT,
        "owner": f"{_WHO_AND_WHAT['salesperson']}|zustandig|responsable|responsavel|responsabile",
        "created": "erstellt am|erstellungsdatum|date de creation|fecha de creacion|fecha creacion|data de criacao|data creazione|作成日",
        "closed": "abschlussdatum|date de cloture|fecha de cierre|cierre previsto|data de fechamento|data chiusura|完了予定日",
    },
    "customers": {
        **{key: _WHO_AND_WHAT[key] for key in ("customer", "channel", "region")},
        "industry": "branche|secteur d'activite|sector|setor|settore|業種",
        "owner": _WHO_AND_WHAT["salesperson"],
    },
    "products": {
        **{key: _WHO_AND_WHAT[key] for key in ("product", "category")},
        "list_price": "listenpreis|prix catalogue|precio de lista|preco de tabela|prezzo di listino|定価",
    },
}  # fmt: skip
