"""DuckDB inside the process, or Spark: opened for one linkage, closed after it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from maillage.analyse.rapprochement.fiches import Moteur, MoteurIndisponible

if TYPE_CHECKING:
    from splink.internals.database_api import DatabaseAPI

MEMOIRE: Final = "4g"
"""Of Spark's driver: its own default, 1 GiB, is short of 50,000 rows."""
INSTALLER_SPARK: Final = "Installez-le (pip install « maillage[spark] »), ou gardez le moteur duckdb."
INSTALLER_JAVA: Final = (
    "Installez Java 17 ou plus récent (sous Debian : apt install openjdk-17-jre-headless) et, au besoin, "
    "indiquez son dossier dans JAVA_HOME ; ou gardez le moteur duckdb, qui n’en a pas besoin."
)


@contextmanager
def open_moteur(moteur: Moteur) -> Iterator[DatabaseAPI[Any]]:
    """The engine as Splink speaks to it. Raises `MoteurIndisponible`."""
    with _open_spark() if moteur == "spark" else _open_duckdb() as api:
        yield api


@contextmanager
def _open_duckdb() -> Iterator[DatabaseAPI[Any]]:
    import duckdb  # noqa: PLC0415  (slow to load, as Splink is)
    from splink import DuckDBAPI  # noqa: PLC0415

    with duckdb.connect(":memory:") as connection:
        connection.execute("SET preserve_insertion_order = false")
        yield DuckDBAPI(connection=connection)


@contextmanager
def _open_spark() -> Iterator[DatabaseAPI[Any]]:
    """The Spark that its own settings tell (spark-defaults.conf), or this machine's processors."""
    _check_java()
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415
        from splink import SparkAPI  # noqa: PLC0415
        from splink.backends.spark import similarity_jar_location  # noqa: PLC0415
    except ImportError:
        raise MoteurIndisponible(f"Le moteur spark n’est pas installé ici. {INSTALLER_SPARK}") from None
    session = _start(SparkSession.builder, similarity_jar_location())
    try:
        yield SparkAPI(spark_session=session, break_lineage_method="persist")  # type: ignore[no-untyped-call]
    finally:
        session.stop()


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if found is None:
        raise MoteurIndisponible(f"Le moteur spark a besoin de Java, qui n’est pas trouvé ici. {INSTALLER_JAVA}")


def _start(builder: Any, jar: str) -> Any:
    try:
        session = (
            builder.appName("maillage rapprocher")
            .config("spark.jars", jar)
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .config("spark.sql.shuffle.partitions", str(2 * (os.cpu_count() or 1)))
            .config("spark.driver.memory", MEMOIRE)
            .getOrCreate()
        )
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise MoteurIndisponible(f"Le moteur spark ne démarre pas ({reason}). {INSTALLER_JAVA}") from error
    session.sparkContext.setLogLevel("ERROR")
    return session
