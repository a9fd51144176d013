using System.Net;
using System.Text;
using NUnit.Framework;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Tests.Kubernetes;

/// <summary>Answers as API servers give them.</summary>
public sealed class RefusalTests
{
    [TestCase(401, """{"kind":"Status","status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}""", KubernetesFailure.Unauthorized)]
    [TestCase(403, """{"kind":"Status","message":"configmaps \"a\" is forbidden: User \"x\" cannot patch","reason":"Forbidden","details":{"name":"a","kind":"configmaps"},"code":403}""", KubernetesFailure.Forbidden)]
    [TestCase(403, """{"kind":"Status","message":"being terminated","reason":"Forbidden","details":{"causes":[{"reason":"NamespaceTerminating","field":"metadata.namespace"}]},"code":403}""", KubernetesFailure.NoNamespace)]
    [TestCase(404, """{"kind":"Status","message":"namespaces \"web\" not found","reason":"NotFound","details":{"name":"web","kind":"namespaces"},"code":404}""", KubernetesFailure.NoNamespace)]
    [TestCase(404, "404 page not found", KubernetesFailure.NotUnderstood)]
    [TestCase(409, """{"kind":"Status","message":"Precondition failed: UID in precondition: a, UID in object meta: b","reason":"Conflict","code":409}""", KubernetesFailure.Moved)]
    [TestCase(413, "", KubernetesFailure.TooLarge)]
    [TestCase(422, """{"kind":"Status","message":"ConfigMap \"a\" is invalid: data[b c]: Invalid value","reason":"Invalid","code":422}""", KubernetesFailure.Invalid)]
    [TestCase(429, """{"kind":"Status","message":"too many requests","reason":"TooManyRequests","details":{"retryAfterSeconds":3},"code":429}""", KubernetesFailure.Throttled)]
    [TestCase(410, """{"kind":"Status","message":"The provided continue parameter is too old","reason":"Expired","code":410}""", KubernetesFailure.Unavailable)]
    [TestCase(500, "<html>", KubernetesFailure.Unavailable)]
    [TestCase(503, "", KubernetesFailure.Unavailable)]
    [TestCase(302, "", KubernetesFailure.NotUnderstood)]
    public void Each_answer_has_its_kind(int status, string body, object kind) => Assert.That(Read(status, body).Kind, Is.EqualTo(kind));

    [Test]
    public void A_conflict_names_the_managers_and_their_fields()
    {
        var refused = Read(409, """
            {"kind":"Status","message":"Apply failed with 2 conflicts","reason":"Conflict","code":409,"details":{"causes":[
              {"reason":"FieldManagerConflict","message":"conflict with \"kubectl-edit\" using v1 at 2026-01-01T00:00:00Z","field":".data.log_level"},
              {"reason":"FieldManagerConflict","message":"conflict with \"helm\"","field":".data.cache_ttl"}]}}
            """);

        Assert.That(refused.Kind, Is.EqualTo(KubernetesFailure.FieldConflict));
        Assert.That(refused.Conflicts, Is.EqualTo(new[] { new FieldConflict(".data.cache_ttl", "helm"), new FieldConflict(".data.log_level", "kubectl-edit") }));
        Assert.That(refused.Message, Is.EqualTo("apply it: .data.cache_ttl belongs to helm, .data.log_level belongs to kubectl-edit"));
    }

    [Test]
    public void The_server_says_how_long_to_wait_in_a_header_or_in_its_answer()
    {
        const string Body = """{"kind":"Status","reason":"TooManyRequests","details":{"retryAfterSeconds":3}}""";

        Assert.That(Read(429, Body).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(Refusal.Read((HttpStatusCode)429, Bytes(Body), TimeSpan.FromSeconds(1), "a", []).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void A_message_that_quotes_a_value_is_left_out()
    {
        var refused = Refusal.Read(
            HttpStatusCode.UnprocessableEntity, Bytes("""{"kind":"Status","message":"admission webhook: hunter2 is no good","reason":"Invalid"}"""), null, "apply it", ["ok", "hunter2"]);

        Assert.That(refused.Message, Does.Not.Contain("hunter2").And.StartWith("apply it: HTTP 422 Invalid"));
    }

    [TestCase("""{"kind":"Status","reason":"NotFound","details":{"kind":"configmaps"}}""", true)]
    [TestCase("""{"kind":"Status","reason":"NotFound","details":{"kind":"namespaces"}}""", false)]
    [TestCase("404 page not found", false)]
    [TestCase("", false)]
    public void Only_the_API_itself_says_that_there_is_no_such_object(string body, bool isAbsence) =>
        Assert.That(Refusal.IsAbsence(HttpStatusCode.NotFound, Bytes(body), "configmaps"), Is.EqualTo(isAbsence));

    private static KubernetesException Read(int status, string body) => Refusal.Read((HttpStatusCode)status, Bytes(body), null, "apply it", []);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
