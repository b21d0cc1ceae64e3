//! Programs that take a secret in their words, and where.
//!
//! Sources: the manual pages of curl, wget, sshpass, the clients of `MySQL`, `PostgreSQL`, Redis, `MongoDB` and SQL Server,
//! shadow-utils, htpasswd, keytool, zip, 7z, lftp, smbclient, ldap-utils and twine, and the documentation of Docker,
//! Podman, Helm, npm, Composer, Bundler, Poetry, `NuGet`, Cargo, the AWS CLI, Azure CLI, Vault, `MinIO` and `RabbitMQ`.

/// Where in the words of a program a secret stands.
pub(super) enum Place {
    /// The value of one of these flags: the next word, or what follows in the same word.
    Flag(&'static [&'static str]),
    /// The value of one of these flags in the same word; the next word is something else.
    Joined(&'static [&'static str]),
    /// The last operand, where there are at least so many.
    Last(usize),
    /// The word behind this one.
    Behind(&'static str),
}

/// Which part of the value is secret.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// All of it.
    Whole,
    /// What stands behind the first of these signs.
    After(char),
    /// The value of a header such as `Authorization: Bearer …`.
    Header,
    /// `name=value`, but not the name of a file.
    Cookie,
    /// What follows this.
    Behind(&'static str),
}

/// One way in which a program is given a secret.
pub(super) struct Way {
    /// The words that must stand before, flags and their values aside.
    pub(super) subcommand: &'static [&'static str],
    pub(super) place: Place,
    pub(super) shape: Shape,
    pub(super) what: &'static str,
}

const fn way(subcommand: &'static [&'static str], place: Place, shape: Shape, what: &'static str) -> Way {
    Way { subcommand, place, shape, what }
}

const fn password(place: Place) -> Way {
    way(&[], place, Shape::Whole, "password")
}

const COLON: Shape = Shape::After(':');
const WHOLE: Shape = Shape::Whole;

/// Programs and their ways. One line each, so that the table can be read.
#[rustfmt::skip]
pub(super) static PROGRAMS: &[(&[&str], &[Way])] = &[
    (&["curl"], &[
        way(&[], Place::Flag(&["-u", "--user", "-U", "--proxy-user"]), COLON, "password"),
        way(&[], Place::Flag(&["-H", "--header", "--proxy-header"]), Shape::Header, "header"),
        way(&[], Place::Flag(&["-b", "--cookie"]), Shape::Cookie, "cookie"),
        way(&[], Place::Flag(&["-E", "--cert"]), COLON, "password"),
        way(&[], Place::Flag(&["--oauth2-bearer"]), WHOLE, "token"),
        password(Place::Flag(&["--pass", "--proxy-pass", "--tlspassword"])),
    ]),
    (&["wget"], &[
        password(Place::Flag(&["--password", "--http-password", "--ftp-password", "--proxy-password"])),
        way(&[], Place::Flag(&["--header"]), Shape::Header, "header"),
    ]),
    (&["http", "https", "xh", "xhs"], &[way(&[], Place::Flag(&["-a", "--auth"]), COLON, "password")]),
    (&["sshpass"], &[password(Place::Flag(&["-p"]))]),
    (&["mysql", "mysqldump", "mysqlimport", "mysqlcheck", "mysqlsh", "mariadb", "mariadb-dump", "mariadb-check"], &[
        password(Place::Joined(&["-p", "--password"])),
    ]),
    (&["mysqladmin", "mariadb-admin"], &[
        password(Place::Joined(&["-p", "--password"])),
        password(Place::Behind("password")),
    ]),
    (&["mongo", "mongosh", "mongodump", "mongorestore", "mongoimport", "mongoexport"], &[password(Place::Flag(&["-p", "--password"]))]),
    (&["redis-cli"], &[password(Place::Flag(&["-a", "--pass"]))]),
    (&["redis-server", "valkey-server"], &[password(Place::Flag(&["--requirepass", "--masterauth"])), password(Place::Behind("requirepass"))]),
    (&["valkey-cli"], &[password(Place::Flag(&["-a", "--pass"]))]),
    (&["sqlcmd"], &[password(Place::Flag(&["-P"]))]),
    (&["influx", "clickhouse-client", "cqlsh"], &[password(Place::Flag(&["-password", "--password", "-p"]))]),
    (&["ldapadd", "ldapmodify", "ldapsearch", "ldapdelete", "ldappasswd"], &[password(Place::Flag(&["-w"]))]),
    (&["rabbitmqctl"], &[
        way(&["add_user"], Place::Last(2), WHOLE, "password"),
        way(&["change_password"], Place::Last(2), WHOLE, "password"),
    ]),
    (&["useradd", "usermod"], &[password(Place::Flag(&["-p", "--password"]))]),
    (&["docker", "podman", "nerdctl"], &[way(&["login"], Place::Flag(&["-p", "--password"]), WHOLE, "password")]),
    (&["buildah", "skopeo", "oras", "crane", "regctl"], &[
        way(&["login"], Place::Flag(&["-p", "--password"]), WHOLE, "password"),
        way(&["auth", "login"], Place::Flag(&["-p", "--password"]), WHOLE, "password"),
        way(&[], Place::Flag(&["--creds", "--src-creds", "--dest-creds"]), COLON, "password"),
    ]),
    (&["helm"], &[way(&["registry", "login"], Place::Flag(&["-p", "--password"]), WHOLE, "password")]),
    (&["az"], &[way(&["login"], Place::Flag(&["-p", "--password"]), WHOLE, "password")]),
    (&["twine"], &[way(&["upload"], Place::Flag(&["-p", "--password"]), WHOLE, "password")]),
    (&["composer", "composer.phar"], &[
        way(&["config", "http-basic."], Place::Last(2), WHOLE, "password"),
        way(&["config", "github-oauth."], Place::Last(1), WHOLE, "token"),
        way(&["config", "gitlab-oauth."], Place::Last(1), WHOLE, "token"),
        way(&["config", "gitlab-token."], Place::Last(1), WHOLE, "token"),
        way(&["config", "bearer."], Place::Last(1), WHOLE, "token"),
    ]),
    (&["poetry"], &[
        way(&["config", "http-basic."], Place::Last(2), WHOLE, "password"),
        way(&["config", "pypi-token."], Place::Last(1), WHOLE, "token"),
    ]),
    (&["bundle", "bundler"], &[way(&["config"], Place::Last(2), COLON, "password")]),
    (&["nuget"], &[way(&["setapikey"], Place::Last(1), WHOLE, "key")]),
    (&["dotnet"], &[
        way(&["nuget", "add", "source"], Place::Flag(&["-p", "--password"]), WHOLE, "password"),
        way(&["nuget", "push"], Place::Flag(&["-k", "--api-key"]), WHOLE, "key"),
    ]),
    (&["cargo"], &[way(&["login"], Place::Last(1), WHOLE, "token")]),
    (&["vault"], &[way(&["login"], Place::Last(1), WHOLE, "token")]),
    (&["mc"], &[way(&["alias", "set"], Place::Last(4), WHOLE, "key"), way(&["config", "host", "add"], Place::Last(4), WHOLE, "key")]),
    (&["keytool"], &[password(Place::Flag(&["-storepass", "-keypass", "-srcstorepass", "-deststorepass", "-destkeypass"]))]),
    (&["openssl"], &[way(&[], Place::Flag(&["-passin", "-passout", "-pass"]), Shape::Behind("pass:"), "password")]),
    (&["gpg", "gpg2"], &[password(Place::Flag(&["--passphrase"]))]),
    (&["7z", "7za", "7zz"], &[password(Place::Joined(&["-p"]))]),
    (&["zip", "unzip"], &[password(Place::Flag(&["-P"]))]),
    (&["smbclient"], &[way(&[], Place::Flag(&["-U", "--user"]), Shape::After('%'), "password")]),
    (&["lftp"], &[way(&[], Place::Flag(&["-u", "--user"]), Shape::After(','), "password")]),
];

/// Letters of flags that take the rest of their word, or the next word, as a value, of programs whose flags people
/// write in one word.
pub(super) const VALUED_LETTERS: &[(&str, &str)] =
    &[("curl", "AbcCdDeEFhHKmoPQrtTuUwxXyYz"), ("useradd", "bcdefgGkKpPRsuZ"), ("usermod", "cdefglpPRsuvVwWZ")];

/// Programs that read a secret from their standard input: the words that they must be given, and whether the input is
/// `user:password`.
pub(super) const READERS: &[(&str, &[&str], bool)] = &[
    ("chpasswd", &[], true),
    ("passwd", &[], false),
    ("smbpasswd", &["-s"], false),
    ("vncpasswd", &["-f"], false),
    ("htpasswd", &["-i"], false),
    ("docker", &["--password-stdin"], false),
    ("podman", &["--password-stdin"], false),
    ("buildah", &["--password-stdin"], false),
    ("skopeo", &["--password-stdin"], false),
    ("helm", &["--password-stdin"], false),
    ("gh", &["--with-token"], false),
    ("gpg", &["--passphrase-fd"], false),
    ("cryptsetup", &["luksFormat"], false),
];

/// Programs whose words are patterns or prose, where `password=…` sets nothing.
pub(super) const PROSE: &[&str] =
    &["sed", "grep", "egrep", "fgrep", "rg", "awk", "gawk", "perl", "test", "[", "find", "jq", "yq", "git"];

/// Programs that write their words.
pub(super) const PRINTERS: &[&str] = &["echo", "printf"];
