# Reference figures for the engine's tests, computed by R's sna and igraph.
#
#   Rscript tests/analyse/reference.R ../shared/data/reseaux tests/analyse/reference_r.json
#
# The networks are read, never copied. sna::brokerage counts ordered pairs: on an undirected network every unordered
# pair is counted twice, so its figures are halved here; gatekeeper and representative are the two ends of « porte ».

suppressMessages({
  library(sna)
  library(jsonlite)
})

read_network <- function(folder, name) {
  actors <- read.csv(file.path(folder, paste0(name, "_acteurs.csv")), colClasses = "character")
  links <- read.csv(file.path(folder, paste0(name, "_liens.csv")), colClasses = "character")
  list(ids = actors$id, spheres = actors$sphere, from = links$source, to = links$cible)
}

# The ten-actor network of the tests: two triangles with tails, one bridge actor, one isolate.
ten_actors <- function() {
  pairs <- strsplit(c("S1 S2", "S1 S3", "S2 S3", "S3 S4", "S1 S4", "D1 D2", "D1 D3", "D2 D3", "D3 D4", "S3 D1",
                      "S3 E1", "D1 E1"), " ")
  ids <- c(paste0("S", 1:5), paste0("D", 1:4), "E1")
  list(ids = ids, spheres = substr(ids, 1, 1), from = sapply(pairs, `[`, 1), to = sapply(pairs, `[`, 2))
}

adjacency_of <- function(net) {
  n <- length(net$ids)
  a <- matrix(0, n, n, dimnames = list(net$ids, net$ids))
  a[cbind(net$from, net$to)] <- 1
  a[cbind(net$to, net$from)] <- 1
  diag(a) <- 0
  a
}

by_actor <- function(values, ids) {
  values <- as.numeric(values)
  values[is.nan(values)] <- NA
  setNames(as.list(values), ids)
}

# E-I index and in/out odds ratio, written out: neither package has them.
mixing_of <- function(a, spheres) {
  upper <- upper.tri(a)
  same <- outer(spheres, spheres, "==")[upper]
  linked <- a[upper] == 1
  inside <- sum(same & linked); across <- sum(!same & linked)
  list(ei = (across - inside) / (across + inside),
       ei_expected = (sum(!same) - sum(same)) / length(same),
       odds_ratio = (inside * sum(!same & !linked)) / (across * sum(same & !linked)))
}

brokerage_of <- function(a, spheres) {
  counts <- brokerage(a, spheres)
  raw <- unname(counts$raw.nli) / 2
  roles <- cbind(coordinateur = raw[, 1], consultant = raw[, 2], porte = raw[, 3] + raw[, 4], liaison = raw[, 5])
  list(by_actor = setNames(lapply(seq_len(nrow(a)), function(i) as.list(roles[i, ])), rownames(a)),
       total = as.list(colSums(roles)))
}

measure <- function(net) {
  a <- adjacency_of(net)
  g <- igraph::graph_from_adjacency_matrix(a, mode = "undirected")
  sphere <- as.integer(factor(net$spheres))
  cut <- igraph::articulation_points(g)
  list(
    actors = length(net$ids), links = sum(a) / 2, density = gden(a, mode = "graph"),
    connectedness = connectedness(a),
    degree_centralization = centralization(a, degree, mode = "graph", cmode = "freeman"),
    betweenness_centralization = centralization(a, betweenness, mode = "graph", cmode = "undirected"),
    assortativity_nominal = igraph::assortativity_nominal(g, sphere, directed = FALSE),
    modularity = igraph::modularity(g, sphere),
    mixing = mixing_of(a, net$spheres),
    articulation = I(sort(names(cut))),
    brokerage = brokerage_of(a, net$spheres),
    constraint = by_actor(igraph::constraint(g), net$ids),
    betweenness = by_actor(igraph::betweenness(g, directed = FALSE), net$ids),
    betweenness_sna = by_actor(betweenness(a, gmode = "graph"), net$ids),
    coreness = by_actor(igraph::coreness(g), net$ids),
    coreness_sna = by_actor(kcores(a, mode = "graph", diag = FALSE) / 1, net$ids)
  )
}

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
networks <- list(ten_actors = ten_actors())
for (name in c("knoke", "tccoll", "tcdiss")) networks[[name]] <- read_network(folder, name)
result <- list(
  produced_by = list(script = "tests/analyse/reference.R", R = as.character(getRversion()),
                     sna = as.character(packageVersion("sna")), igraph = as.character(packageVersion("igraph"))),
  networks = lapply(networks, measure)
)
write_json(result, arguments[2], auto_unbox = TRUE, digits = 15, pretty = TRUE, na = "null")
