using NUnit.Framework;
using ReplicaWorker.Modules.ConfigMaps.Credentials;

namespace ReplicaWorker.Tests.ConfigMaps;

/// <summary>What looks like a credential, by name and by value, and what does not. All keys here are their issuers' own examples, or made up.</summary>
public sealed class CredentialTests
{
    [TestCase("password")]
    [TestCase("db_password")]
    [TestCase("DB_PASSWORD")]
    [TestCase("dbPassword")]
    [TestCase("db.password")]
    [TestCase("db-pass")]
    [TestCase("DbPwd")]
    [TestCase("client_secret")]
    [TestCase("SECRET")]
    [TestCase("authToken")]
    [TestCase("GITHUB_TOKEN")]
    [TestCase("HTTPToken2")]
    [TestCase("api_key")]
    [TestCase("apiKey")]
    [TestCase("apikey")]
    [TestCase("AWS_SECRET_ACCESS_KEY")]
    [TestCase("aws_access_key_id")]
    [TestCase("encryption-key")]
    [TestCase("signingKey")]
    [TestCase("ssh_private_key")]
    [TestCase("basic_auth")]
    [TestCase("passphrase")]
    [TestCase("credentials.json")]
    [TestCase("jwt")]
    public void A_name_tells(string name) => Assert.That(Guard.WhyWithheld(name, "1"), Is.EqualTo("its name"));

    [TestCase("cache_key_prefix")]
    [TestCase("partition_key")]
    [TestCase("key")]
    [TestCase("public_key")]
    [TestCase("keyspace")]
    [TestCase("monkey")]
    [TestCase("tokenizer")]
    [TestCase("passenger_limit")]
    [TestCase("bypass")]
    [TestCase("compass")]
    [TestCase("secretary")]
    [TestCase("token_ttl")]
    [TestCase("token_ttl_seconds")]
    [TestCase("tokenUrl")]
    [TestCase("max_tokens")]
    [TestCase("password_min_length")]
    [TestCase("password_policy")]
    [TestCase("secret_name")]
    [TestCase("jwt_issuer")]
    [TestCase("log_level")]
    [TestCase("session_timeout")]
    [TestCase("cache_ttl")]
    [TestCase("max_connections")]
    [TestCase("authority")]
    public void A_name_does_not_tell(string name) => Assert.That(Guard.WhyWithheld(name, "300"), Is.Null);

    [TestCase("AKIAIOSFODNN7EXAMPLE", "an access key")]
    [TestCase("aws_access_key_id = ASIAIOSFODNN7EXAMPLE", "an access key")]
    [TestCase("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "a high-entropy string")]
    [TestCase("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", "a JSON web token")]
    [TestCase("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "a private key")]
    [TestCase("-----BEGIN OPENSSH PRIVATE KEY-----", "a private key")]
    [TestCase("jdbc:postgresql://app:hunter2@db.internal:5432/shop", "a password in a URL")]
    [TestCase("redis://:hunter2@cache:6379/0", "a password in a URL")]
    [TestCase("amqps://user:p%40ss@mq/vhost", "a password in a URL")]
    [TestCase("see https://me:hunter2@example.com/x for more", "a password in a URL")]
    [TestCase("Server=db;Database=shop;User Id=app;Password=hunter2;", "a password in a connection string")]
    [TestCase("jdbc:sqlserver://db;user=app;password=hunter2", "a password in a connection string")]
    [TestCase("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc123==;", "a password in a connection string")]
    [TestCase("host=db user=app password='hunter2' dbname=shop", "a password in a connection string")]
    [TestCase("db_password: hunter2", "a password in a connection string")]
    [TestCase("https://bucket.s3.amazonaws.com/a?X-Amz-Signature=abc", "a signed URL")]
    [TestCase("https://acct.blob.core.windows.net/c?sv=2020&sig=abc%3D", "a signed URL")]
    [TestCase("https://api.example.com/v1?api_key=abc", "a signed URL")]
    [TestCase("https://hooks.slack.com/services/T000/B000/XXXX", "a webhook's URL")]
    [TestCase("ghp_0123456789abcdefghijABCDEFGHIJ012345", "a token of a known issuer")]
    [TestCase("glpat-0123456789abcdefghij", "a token of a known issuer")]
    [TestCase("xoxb-123456789012-abcdefghij", "a token of a known issuer")]
    [TestCase("sk_live_0123456789abcdef", "a token of a known issuer")]
    [TestCase("Authorization: Bearer abcdefgh12345678", "an Authorization header")]
    [TestCase("Basic dXNlcjpwYXNzd29yZA==", "an Authorization header")]
    [TestCase("$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234", "a password hash")]
    [TestCase("8f14e45fceea167a5a36dedd4bea2543", "a high-entropy string")]
    [TestCase("x7Gq2LmPz9RkV4tYw8Bn3DcF", "a high-entropy string")]
    [TestCase("0mz4p9xk2v8t1q7w3c6r5n0b", "a high-entropy string")]
    [TestCase("""{"db":{"password":"hunter2"}}""", "a password in a connection string")]
    [TestCase("""{"db":{"pass phrase":1,"passphrase":"abc"}}""", "JSON with a credential's name in it")]
    [TestCase("""["ok","AKIAIOSFODNN7EXAMPLE"]""", "an access key")]
    [TestCase("""{"url":"https:\/\/me:hunter2@example.com"}""", "a password in a URL")]
    public void A_value_tells(string value, string what) => Assert.That(Guard.WhyWithheld("setting", value), Is.EqualTo("its value looks like " + what));

    [TestCase("info")]
    [TestCase("")]
    [TestCase("true")]
    [TestCase("https://api.example.com/v1/orders?limit=10&sort=name")]
    [TestCase("https://example.com/reset-password?lang=en")]
    [TestCase("jdbc:postgresql://db.internal:5432/shop?sslmode=require")]
    [TestCase("jdbc:postgresql://${DB_USER}:${DB_PASSWORD}@db:5432/shop")]
    [TestCase("postgres://app:<password>@db/shop")]
    [TestCase("Server=db;Database=shop;Integrated Security=true")]
    [TestCase("shop-db.cluster-c9akciq32rgk.us-east-1.rds.amazonaws.com")]
    [TestCase("a0f1e2d3c4b5a69788796a5b4c3d2e1f-1234567890.us-east-1.elb.amazonaws.com")]
    [TestCase("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")]
    [TestCase("550e8400-e29b-41d4-a716-446655440000")]
    [TestCase("shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [TestCase("com.example.shop.configuration.VeryLongConfigurationFactoryBean2")]
    [TestCase("/opt/app/conf/production/server1/logback-spring.xml")]
    [TestCase("us-east-1-prod-cluster-2024-blue")]
    [TestCase("feature-flags-for-checkout-and-payment")]
    [TestCase("2026-01-02T03:04:05.000Z")]
    [TestCase("0 0/15 * * * ? 2026-2030")]
    [TestCase("10.0.0.0/16,10.1.0.0/16,192.168.0.0/24")]
    [TestCase("111122223333444455556666")]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("""{"log":{"level":"info"},"retries":[1,2,3]}""")]
    [TestCase("""{"token_ttl":300,"password_policy":"strong"}""")]
    [TestCase("The quick brown fox jumps over the lazy dog, and the password policy is strict.")]
    [TestCase("{not json")]
    public void A_value_does_not_tell(string value) => Assert.That(Guard.WhyWithheld("setting", value), Is.Null);

    [Test]
    public void A_public_certificate_and_a_public_key_are_public()
    {
        var random = new Random(7);
        var body = Convert.ToBase64String(Bytes(random, 300));

        Assert.That(Guard.WhyWithheld("tls", $"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----"), Is.Null);
        Assert.That(Guard.WhyWithheld("host", $"ssh-ed25519 {Convert.ToBase64String(Bytes(random, 51))} me@here"), Is.Null);
        Assert.That(Guard.WhyWithheld("tls", body), Is.Not.Null);
    }

    [TestCase(24, 0.94)]
    [TestCase(32, 0.97)]
    [TestCase(48, 0.98)]
    public void Random_keys_in_base64_rarely_pass(int bytes, double atLeast)
    {
        var random = new Random(4711);
        var seen = Enumerable.Range(0, 2_000).Count(_ => Guard.WhyWithheld("setting", Convert.ToBase64String(Bytes(random, bytes))) is not null);

        Assert.That(seen / 2_000.0, Is.GreaterThanOrEqualTo(atLeast));
    }

    [Test]
    public void Names_may_be_left_out_of_it_and_values_never() => Assert.Multiple(() =>
    {
        var lenient = new CredentialGuard(checkNames: false);
        Assert.That(lenient.WhyWithheld("password", "changeme"), Is.Null);
        Assert.That(lenient.WhyWithheld("password", "AKIAIOSFODNN7EXAMPLE"), Is.Not.Null);
    });

    /// <summary>Whatever is found, none of it is repeated.</summary>
    [Test]
    public void A_reason_holds_nothing_of_the_value() =>
        Assert.That(Guard.WhyWithheld("setting", "redis://:hunter2@cache:6379/0"), Does.Not.Contain("hunter2").And.Not.Contain("cache"));

    private static CredentialGuard Guard { get; } = new(checkNames: true);

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
