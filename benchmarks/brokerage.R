# Time sna::brokerage on one undirected network: Rscript brokerage.R links.csv labels.csv answer.json
# Counts are halved: sna counts ordered pairs of partners. Gatekeeper and representative together make « porte ».
suppressMessages(library(sna))
arguments <- commandArgs(trailingOnly = TRUE)
links <- as.matrix(read.csv(arguments[1], header = FALSE)) + 1
labels <- scan(arguments[2], quiet = TRUE)
edges <- rbind(cbind(links, 1), cbind(links[, 2:1], 1))
attr(edges, "n") <- length(labels)
elapsed <- system.time(found <- brokerage(edges, labels))[["elapsed"]]
raw <- unname(found$raw.nli) / 2
roles <- cbind(raw[, 1], raw[, 2], raw[, 3] + raw[, 4], raw[, 5])
write.table(roles, arguments[3], row.names = FALSE, col.names = FALSE, sep = ",")
cat(elapsed, R.version$major, R.version$minor, as.character(packageVersion("sna")))
