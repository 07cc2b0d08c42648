-- One row per line by which a customer is new, or may be, by what is known on `day`, and one of nobody new (`is_first` false)
-- per row of `model.daily_sales`, for the days and places on which others bought.
CREATE OR REPLACE MACRO model.first_buys(day) AS TABLE
SELECT date, channel, channel_kind, online, region, is_first, buyer FROM model.order_lines(day) WHERE is_first IS DISTINCT FROM false
UNION ALL
SELECT date, channel, channel_kind, online, region, false, NULL FROM model.daily_sales;
