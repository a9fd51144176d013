using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.Kubernetes;

/// <summary>Reading, writing and deleting ConfigMaps, and what is refused.</summary>
[TestFixtureSource(typeof(KubernetesClouds), nameof(KubernetesClouds.Servers))]
public sealed class ConfigMapTests(string server) : KubernetesFixture(server)
{
    [Test]
    public async Task What_is_created_can_be_read_and_not_created_again()
    {
        var created = await Kubernetes.PostAsync(PathOf(), Map("made", ("k", "v")));
        var read = await Kubernetes.GetAsync(PathOf("made"));
        var again = await Kubernetes.PostAsync(PathOf(), Map("made", ("k", "v")));
        var none = await Kubernetes.GetAsync(PathOf("never-made"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((created.Status, read.Status), Is.EqualTo((201, 200)));
            Assert.That(JsonNode.DeepEquals(created.Body, read.Body), Is.True);
            Assert.That(read.Owners.Single().Fields, Is.EqualTo(new[] { "data", "data.k" }));
            Assert.That((again.Status, again.Reason, again.Message), Is.EqualTo((409, "AlreadyExists", "configmaps \"made\" already exists")));
            Assert.That((none.Status, none.Reason, none.Message), Is.EqualTo((404, "NotFound", "configmaps \"never-made\" not found")));
            Assert.That(none.Body["details"]!.ToJsonString(), Is.EqualTo("""{"name":"never-made","kind":"configmaps"}"""));
        }
    }

    [Test]
    public async Task A_replacement_with_old_news_is_refused_and_one_without_a_version_is_not()
    {
        var created = await Kubernetes.PostAsync(PathOf(), Map("put", ("a", "1")));
        var current = created.Body.DeepClone().AsObject();
        current["data"]!["a"] = "2";
        var first = await Kubernetes.PutAsync(PathOf("put"), current);
        current["data"]!["a"] = "3";
        var late = await Kubernetes.PutAsync(PathOf("put"), current);
        var blind = await Kubernetes.PutAsync(PathOf("put") + "?fieldManager=other", Map("put", ("a", "4"), ("b", "5")));
        var absent = await Kubernetes.PutAsync(PathOf("put-nowhere"), Map("put-nowhere"));
        var misnamed = await Kubernetes.PutAsync(PathOf("put"), Map("other"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Status, late.Status, blind.Status, absent.Status, misnamed.Status), Is.EqualTo((200, 409, 200, 404, 400)));
            Assert.That(late.Message, Does.StartWith("Operation cannot be fulfilled on configmaps \"put\": the object has been modified"));
            Assert.That(blind.Owners.Select(owner => (owner.Manager, string.Join(' ', owner.Fields))), Is.EquivalentTo(new[]
            {
                ("wire", "data"), ("other", "data.a data.b"),
            }));
        }
    }

    [Test]
    public async Task An_equal_replacement_keeps_its_version()
    {
        var created = await Kubernetes.PostAsync(PathOf(), Map("put-same", ("a", "1")));
        var replaced = await Kubernetes.PutAsync(PathOf("put-same"), created.Body.DeepClone().AsObject());

        Assert.That(JsonNode.DeepEquals(created.Body, replaced.Body), Is.True, replaced.Body.ToJsonString());
    }

    [Test]
    public async Task A_delete_holds_to_its_preconditions()
    {
        var created = await Kubernetes.PostAsync(PathOf(), Map("deleted", ("a", "1")));
        var (uid, version) = (created.Body["metadata"]!["uid"]!.GetValue<string>(), created.Body["metadata"]!["resourceVersion"]!.GetValue<string>());
        JsonObject Options(string field, string value) => new() { ["preconditions"] = new JsonObject { [field] = value } };

        var otherUid = await Kubernetes.DeleteAsync(PathOf("deleted"), Options("uid", "x"));
        var otherVersion = await Kubernetes.DeleteAsync(PathOf("deleted"), Options("resourceVersion", "1"));
        var rehearsed = await Kubernetes.DeleteAsync(PathOf("deleted") + "?dryRun=All");
        var there = await Kubernetes.GetAsync(PathOf("deleted"));
        var options = Options("uid", uid);
        options["preconditions"]!["resourceVersion"] = version;
        var done = await Kubernetes.DeleteAsync(PathOf("deleted"), options);
        var again = await Kubernetes.DeleteAsync(PathOf("deleted"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((otherUid.Status, otherVersion.Status), Is.EqualTo((409, 409)));
            Assert.That(otherUid.Message, Is.EqualTo(
                $"Operation cannot be fulfilled on ConfigMap \"deleted\": the UID in the precondition (x) does not match the UID in record ({uid}). "
                + "The object might have been deleted and then recreated"));
            Assert.That(otherVersion.Message, Is.EqualTo(
                $"Operation cannot be fulfilled on ConfigMap \"deleted\": the ResourceVersion in the precondition (1) does not match the "
                + $"ResourceVersion in record ({version}). The object might have been modified"));
            Assert.That((rehearsed.Status, there.Status, done.Status, again.Status), Is.EqualTo((200, 200, 200, 404)));
            Assert.That(done.Body["details"]!.ToJsonString(), Is.EqualTo($$"""{"name":"deleted","kind":"configmaps","uid":"{{uid}}"}"""));
        }
    }

    [Test]
    public async Task Lists_are_cut_into_pages_of_one_moment_and_chosen_by_labels()
    {
        JsonObject Labelled(string name, string g)
        {
            var map = Map(name);
            map["metadata"]!["labels"] = new JsonObject { ["list"] = "1", ["g"] = g };
            return map;
        }

        await Kubernetes.PostAsync(PathOf(), Labelled("list-1", "1"));
        await Kubernetes.PostAsync(PathOf(), Labelled("list-2", "2"));
        await Kubernetes.PostAsync(PathOf(), Labelled("list-3", "3"));

        var first = await Kubernetes.GetAsync(PathOf() + "?labelSelector=list%3D1&limit=2");
        await Kubernetes.DeleteAsync(PathOf("list-3"));
        var next = first.Body["metadata"]!["continue"]!.GetValue<string>();
        var second = await Kubernetes.GetAsync(PathOf() + "?labelSelector=list%3D1&limit=2&continue=" + next);
        var chosen = await Kubernetes.GetAsync(PathOf() + "?labelSelector=" + Uri.EscapeDataString("list=1,g in (2,3),!h,g notin (9)"));
        var wrong = await Kubernetes.GetAsync(PathOf() + "?continue=nope");
        var noLimit = await Kubernetes.GetAsync(PathOf() + "?limit=x");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names(first), Is.EqualTo(new[] { "list-1", "list-2" }));
            Assert.That(Names(second), Is.EqualTo(new[] { "list-3" }));
            Assert.That(second.Body["metadata"]!["continue"], Is.Null);
            Assert.That(second.Body["metadata"]!["resourceVersion"]!.ToString(), Is.EqualTo(first.Body["metadata"]!["resourceVersion"]!.ToString()));
            Assert.That(Names(chosen), Is.EqualTo(new[] { "list-2" }));
            Assert.That(first.Body["kind"]!.GetValue<string>(), Is.EqualTo("ConfigMapList"));
            Assert.That(first.Body["items"]![0]!["kind"], Is.Null);
            Assert.That((wrong.Status, noLimit.Status), Is.EqualTo((400, 400)));
        }
    }

    [Test]
    public async Task Keys_and_names_and_labels_have_a_syntax()
    {
        var map = Map("Wrong_", ("a b", "1"), ("..", "2"));
        map["metadata"]!["labels"] = new JsonObject { ["ok"] = "a b" };
        var reply = await Kubernetes.ApplyAsync(map, "one");
        var twice = await Kubernetes.ApplyAsync(
            KubernetesWire.ConfigMap("wrong", Data(("a", "5")), new() { ["binaryData"] = new JsonObject { ["a"] = "AAAA" } }), "one");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((reply.Status, reply.Reason), Is.EqualTo((422, "Invalid")));
            Assert.That(reply.Causes, Is.EquivalentTo(new[]
            {
                ("FieldValueInvalid", "metadata.name"), ("FieldValueInvalid", "metadata.labels"),
                ("FieldValueInvalid", "data[a b]"), ("FieldValueInvalid", "data[..]"),
            }));
            Assert.That(reply.Message, Does.Contain("data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters"));
            Assert.That(twice.Message, Is.EqualTo("ConfigMap \"wrong\" is invalid: data[a]: Invalid value: \"a\": duplicate of key present in binaryData"));
        }
    }

    [Test]
    public async Task One_MiB_of_values_is_kept_and_one_byte_more_is_not()
    {
        const int MiB = 1024 * 1024;
        var full = await Kubernetes.ApplyAsync(Map("big", ("k", new string('x', MiB))), "one");
        var over = await Kubernetes.ApplyAsync(Map("big", ("k", new string('x', MiB + 1))), "one");
        var together = await Kubernetes.ApplyAsync(
            KubernetesWire.ConfigMap("big", Data(("k", new string('x', MiB))), new() { ["binaryData"] = new JsonObject { ["b"] = "AA==" } }), "one");
        var huge = await Kubernetes.ApplyAsync(Map("big", ("k", new string('x', 3 * MiB))), "one");
        await Kubernetes.DeleteAsync(PathOf("big"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(full.Status, Is.EqualTo(201));
            Assert.That((over.Status, over.Message), Is.EqualTo((422, "ConfigMap \"big\" is invalid: []: Too long: must have at most 1048576 bytes")));
            Assert.That(together.Status, Is.EqualTo(422));
            Assert.That((huge.Status, huge.Reason, huge.Message), Is.EqualTo((413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728")));
        }
    }

    [Test]
    public async Task An_immutable_map_keeps_its_data_and_lets_itself_be_labelled_and_deleted()
    {
        await Kubernetes.PostAsync(PathOf(), KubernetesWire.ConfigMap("fixed", Data(("a", "1")), new() { ["immutable"] = true }));
        var labelled = KubernetesWire.ConfigMap("fixed");
        labelled["metadata"]!["labels"] = new JsonObject { ["x"] = "y" };

        var changed = await Kubernetes.ApplyAsync(Map("fixed", ("a", "2")), "one", "&force=true");
        var binary = await Kubernetes.ApplyAsync(KubernetesWire.ConfigMap("fixed", more: new() { ["binaryData"] = new JsonObject { ["b"] = "AAAA" } }), "one");
        var opened = await Kubernetes.ApplyAsync(KubernetesWire.ConfigMap("fixed", more: new() { ["immutable"] = false }), "one", "&force=true");
        var label = await Kubernetes.ApplyAsync(labelled, "one");
        var deleted = await Kubernetes.DeleteAsync(PathOf("fixed"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((changed.Status, changed.Message), Is.EqualTo(
                (422, "ConfigMap \"fixed\" is invalid: data: Forbidden: field is immutable when `immutable` is set")));
            Assert.That(binary.Causes, Is.EqualTo(new[] { ("FieldValueForbidden", "binaryData") }));
            Assert.That(opened.Causes, Is.EqualTo(new[] { ("FieldValueForbidden", "immutable") }));
            Assert.That((label.Status, deleted.Status), Is.EqualTo((200, 200)));
        }
    }

    [Test]
    public async Task A_namespace_that_is_not_there_is_empty_to_readers_and_missing_to_writers()
    {
        var list = await Kubernetes.GetAsync(PathOf(@namespace: "nowhere"));
        var read = await Kubernetes.GetAsync(PathOf("a", "nowhere"));
        var created = await Kubernetes.PostAsync(PathOf(@namespace: "nowhere"), Map("a"));
        var applied = await Kubernetes.ApplyAsync(Map("a"), "one", @namespace: "nowhere");
        var rehearsed = await Kubernetes.ApplyAsync(Map("a"), "one", "&dryRun=All", "nowhere");
        var asked = await Kubernetes.GetAsync("/api/v1/namespaces/nowhere");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((list.Status, list.Body["items"]!.AsArray().Count), Is.EqualTo((200, 0)));
            Assert.That((read.Status, read.Message), Is.EqualTo((404, "configmaps \"a\" not found")));
            Assert.That(
                new[] { created, applied, rehearsed, asked }.Select(reply => (reply.Status, reply.Message)),
                Is.All.EqualTo((404, "namespaces \"nowhere\" not found")));
        }
    }

    [Test]
    public async Task A_namespace_can_be_made_once_and_takes_nothing_new_while_it_ends()
    {
        JsonObject Namespace() => new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "passing" } };
        var made = await Kubernetes.PostAsync("/api/v1/namespaces", Namespace());
        var again = await Kubernetes.PostAsync("/api/v1/namespaces", Namespace());
        var held = await Kubernetes.ApplyAsync(Map("a", ("k", "v")), "one", @namespace: "passing");
        var ended = await Kubernetes.DeleteAsync("/api/v1/namespaces/passing");
        var late = await Kubernetes.PostAsync(PathOf(@namespace: "passing"), Map("b"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((made.Status, again.Status, held.Status, ended.Status), Is.EqualTo((201, 409, 201, 200)));
            Assert.That(ended.Body["status"]!["phase"]!.GetValue<string>(), Is.EqualTo("Terminating"));
            Assert.That((late.Status, late.Message), Is.EqualTo(
                (403, "configmaps \"b\" is forbidden: unable to create new content in namespace passing because it is being terminated")));
            Assert.That(late.Causes, Is.EqualTo(new[] { ("NamespaceTerminating", "metadata.namespace") }));
        }
    }

    [Test]
    public async Task Patches_of_three_kinds_change_keys_and_need_the_object()
    {
        await Kubernetes.PostAsync(PathOf(), Map("patched", ("a", "1"), ("b", "2")));
        var merged = await Kubernetes.SendAsync(
            "PATCH", PathOf("patched"), new JsonObject { ["data"] = new JsonObject { ["a"] = null, ["c"] = "3" } }, "application/merge-patch+json");
        var removed = await Kubernetes.SendAsync(
            "PATCH", PathOf("patched"), new JsonArray(new JsonObject { ["op"] = "remove", ["path"] = "/data/c" }), "application/json-patch+json");
        var strategic = await Kubernetes.SendAsync(
            "PATCH", PathOf("patched"), new JsonObject { ["data"] = Data(("d", "4")) }, "application/strategic-merge-patch+json");
        var absent = await Kubernetes.SendAsync("PATCH", PathOf("patched-nowhere"), new JsonObject(), "application/merge-patch+json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { merged, removed, strategic }.Select(reply => reply.Body["data"]!.ToJsonString()), Is.EqualTo(new[]
            {
                """{"b":"2","c":"3"}""", """{"b":"2"}""", """{"b":"2","d":"4"}""",
            }));
            Assert.That(absent.Status, Is.EqualTo(404));
        }
    }

    [Test]
    public async Task What_is_no_resource_is_not_found_and_what_is_no_method_not_allowed()
    {
        var kind = await Kubernetes.GetAsync("/api/v1/namespaces/default/nopes");
        var method = await Kubernetes.PostAsync(PathOf("x"), Map("x"));
        var version = await Kubernetes.GetAsync("/version");
        var resources = await Kubernetes.GetAsync("/api/v1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((kind.Status, kind.Message), Is.EqualTo((404, "the server could not find the requested resource")));
            Assert.That((method.Status, method.Reason), Is.EqualTo((405, "MethodNotAllowed")));
            Assert.That((version.Status, version.Body["gitVersion"]!.GetValue<string>()[0]), Is.EqualTo((200, 'v')));
            Assert.That(resources.Body["resources"]!.AsArray().Select(resource => resource!["name"]!.GetValue<string>()), Does.Contain("configmaps"));
        }
    }

    private static IEnumerable<string> Names(KubernetesReply list) =>
        list.Body["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>());
}
