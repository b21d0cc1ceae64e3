use super::*;

#[track_caller]
fn found(line: &str) -> Vec<String> {
    let script = crate::shell::parse(line);
    Exposed::all(&script).into_iter().map(|it| format!("{} {}: {}", it.of, it.what, it.range.of(line))).collect()
}

#[track_caller]
fn check(line: &str, expected: &[&str]) {
    assert_eq!(found(line), expected, "{line}");
}

#[test]
fn users_and_their_passwords() {
    check("curl -u admin:s3cret https://a", &["curl password: s3cret"]);
    check("curl -uadmin:s3cret https://a", &["curl password: s3cret"]);
    check("curl -sSLu 'admin:s3 cret' https://a", &["curl password: s3 cret"]);
    check("curl --user=admin:s3cret --proxy-user p:q https://a", &["curl password: s3cret", "curl password: q"]);
    check("curl -u \"admin:s3cret\" -o u:v https://a", &["curl password: s3cret"]);
    check("skopeo copy --src-creds a:b docker://x docker://y", &["skopeo password: b"]);
    check("smbclient //s/x -U 'me%pw'; lftp -u me,pw ftp://x", &["smbclient password: pw", "lftp password: pw"]);
    check("curl -u 0123456789abcdef0123: https://api", &["curl password: 0123456789abcdef0123"]);
    check("bundle config set --global gems.example.com me:s3cret", &["bundle password: s3cret"]);
}

#[test]
fn headers_and_cookies() {
    check("curl -H 'Authorization: Bearer abc.def' https://a", &["curl header: abc.def"]);
    check("curl --header \"authorization: Basic dXNlcjpwdw==\" x", &["curl header: dXNlcjpwdw=="]);
    check("wget --header='PRIVATE-TOKEN: abc' x", &["wget header: abc"]);
    check("git -c http.extraHeader='Authorization: Basic abc' clone x", &["git header: abc"]);
    check("git -c http.extraHeader='AUTHORIZATION: basic abc' clone x", &["git header: abc"]);
    check("curl -H 'X-Api-Key: k1' -H 'Accept: text/html' x", &["curl header: k1"]);
    check(
        "curl -b session=abc -b jar.txt --cookie 's=1; t=2' x",
        &["curl cookie: session=abc", "curl cookie: 's=1; t=2'"],
    );
}

#[test]
fn flags_of_programs() {
    check("useradd -mp abc a; useradd -ms /bin/bash p", &["useradd password: abc"]);
    check(
        "sshpass -p hunter2 ssh a; sshpass -phunter2 scp a b",
        &["sshpass password: hunter2", "sshpass password: hunter2"],
    );
    check("mysql -uroot -phunter2 db && mysql -u root -p db", &["mysql password: hunter2"]);
    check("mysqladmin -u root password hunter2", &["mysqladmin password: hunter2"]);
    check("mysqldump --password='a b' x", &["mysqldump password: 'a b'"]);
    check("docker login -u me -p hunter2 ghcr.io && docker run -p 80:80 x", &["docker password: hunter2"]);
    check("useradd -m -p '$6$salt$abc' app; useradd -p \"$HASH\" b", &["useradd password: '$6$salt$abc'"]);
    check(
        "redis-server --requirepass hunter2; redis-cli -a hunter2 ping",
        &["redis-server password: hunter2", "redis-cli password: hunter2"],
    );
    check("wget --user=me --password=hunter2 x", &["wget password: hunter2"]);
    check("keytool -import -storepass hunter2 -keypass changeit", &["keytool password: hunter2"]);
    check("openssl genrsa -passout pass:hunter2 -out k 2048", &["openssl password: hunter2"]);
    check("htpasswd -bc /f admin hunter2; htpasswd -c /f admin", &["htpasswd password: hunter2"]);
    check("rabbitmqctl add_user me hunter2", &["rabbitmqctl password: hunter2"]);
    check("composer config http-basic.repo.example.com me hunter2", &["composer password: hunter2"]);
    check(
        "app --db-password hunter2 --password-file /x --api-key=k --token \"$T\"",
        &["db-password value: hunter2", "api-key value: k"],
    );
}

#[test]
fn variables_and_settings() {
    check("export DB_PASSWORD=hunter2 A=1", &["DB_PASSWORD value: hunter2"]);
    check("export DB_PASSWORD='a b;c' && x", &["DB_PASSWORD value: 'a b;c'"]);
    check("PGPASSWORD=hunter2 psql -U me", &["PGPASSWORD value: hunter2"]);
    check("env API_TOKEN=abc make", &["API_TOKEN value: abc"]);
    check("npm config set //registry.example.com/:_authToken=abc", &["_authToken value: abc"]);
    check("npm config set //registry.example.com/:_authToken abc", &["//registry.example.com/:_authToken value: abc"]);
    check("aws configure set aws_secret_access_key abc", &["aws_secret_access_key value: abc"]);
    check("kubectl create secret generic s --from-literal=password=abc", &["password value: abc"]);
    check("java -Ddb.password=abc -jar a.jar", &["db.password value: abc"]);
    check("curl 'https://a/?api_key=abc&x=1'", &["api_key value: abc"]);
    check("echo '//r.example.com/:_authToken=abc' > ~/.npmrc", &["_authToken value: abc"]);
    check("cat > /etc/app.conf <<EOF\nuser=me\npassword=hunter2\nEOF", &["password value: hunter2"]);
}

#[test]
fn what_is_read_from_the_input() {
    check("echo 'root:hunter2' | chpasswd", &["chpasswd password: hunter2"]);
    check("echo \"a:b\\nc:d\" | sudo chpasswd", &["chpasswd password: b", "chpasswd password: d"]);
    check("printf 'root:%s' hunter2 | chpasswd", &["chpasswd password: hunter2"]);
    check("echo hunter2 | passwd --stdin root", &["passwd password: hunter2"]);
    check("chpasswd <<< 'root:hunter2'", &["chpasswd password: hunter2"]);
    check("chpasswd <<EOF\nroot:hunter2\nEOF", &["chpasswd password: hunter2"]);
    check("echo hunter2 | sudo -S apt-get update", &["apt-get password: hunter2"]);
    check("echo hunter2 | docker login -u me --password-stdin", &["docker password: hunter2"]);
}

#[test]
fn statements_of_sql() {
    check("mysql -e \"CREATE USER a IDENTIFIED BY 'hunter2'\"", &["mysql password: hunter2"]);
    check("psql -c \"ALTER USER a WITH PASSWORD 'hunter2'\"", &["psql password: hunter2"]);
    check("mysql -e \"SET PASSWORD FOR 'root'@'localhost' = PASSWORD('hunter2')\"", &["mysql password: hunter2"]);
}

#[test]
fn no_secrets() {
    for line in [
        "curl -u admin:$PASS -H \"Authorization: Bearer ${TOKEN}\" https://a",
        "curl -u \"me:$(cat /run/secrets/pw)\" -H 'Accept: a' https://a",
        "curl -u me https://a && curl -fsSL -o user:x https://a",
        "mysql -u root -p db; mysql --password db; mysqladmin -p\"$P\" ping",
        "export DB_PASSWORD= TOKEN=$T && PASSWORD_FILE=/run/x y",
        "adduser --disabled-password --gecos '' app",
        "echo \"root:$PASS\" | chpasswd; chpasswd < /run/secrets/users",
        "docker login --password-stdin < /run/secrets/t; docker build --secret id=token,src=t .",
        "RAILS_ENV=production SECRET_KEY_BASE_DUMMY=1 rails assets:precompile",
        "sed -i 's/^password=.*/password=x/' f && grep -q 'password=abc' f",
        "npm config set registry https://r.example.com/ && pip install --token-limit 3 x",
        "apt-get install -y sshpass passwd && which curl",
        "echo 'set the password: see the wiki'",
        "jupyter lab --ServerApp.token='' --NotebookApp.password=''",
        "git config --global credential.helper store",
        "test \"$TOKEN\" = abc; [ \"$PASSWORD\" == x ]",
        "passwd -d root; passwd -l app; cat /run/secrets/t | docker login --password-stdin",
        "export MYSQL_ALLOW_EMPTY_PASSWORD=yes PASSWORD_RESET_TIMEOUT=300 VAULT_PORT=8200",
        "curl -u admin:changeme https://a",
        "unzip -P '' a; 7z x -p$PASS a",
    ] {
        let found = found(line);
        assert!(found.is_empty(), "{line}: {found:?}");
    }
}
