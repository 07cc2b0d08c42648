-- One row per visit to a customer, from the visit sheets and the customer sheet's last visit.
CREATE OR REPLACE VIEW model.customer_visits AS
SELECT customer, date, max(owner) AS owner, max(kind) AS kind
FROM (
    SELECT customer, date, owner, kind FROM live.visits
    UNION ALL
    SELECT customer, last_visit, owner, NULL FROM model.customer_facts WHERE last_visit IS NOT NULL
)
GROUP BY customer, date;
