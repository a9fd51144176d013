using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.Kubernetes;

/// <summary>Server-side apply of ConfigMaps.</summary>
[TestFixtureSource(typeof(KubernetesClouds), nameof(KubernetesClouds.Servers))]
public sealed class ApplyTests(string server) : KubernetesFixture(server)
{
    [Test]
    public async Task An_apply_creates_what_is_not_there_and_owns_just_its_keys()
    {
        var map = KubernetesWire.ConfigMap("created", Data(("app.properties", "1"), ("b", "2")), new() { ["binaryData"] = new JsonObject { ["bin"] = "AAAA" } });
        map["metadata"]!["labels"] = new JsonObject { ["l"] = "1" };
        map["metadata"]!["annotations"] = new JsonObject { ["x.y/z"] = "2" };

        var reply = await Kubernetes.ApplyAsync(map, "one");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Status, Is.EqualTo(201));
            Assert.That(reply.Owners, Has.Count.EqualTo(1));
            Assert.That((reply.Owners[0].Manager, reply.Owners[0].Operation), Is.EqualTo(("one", "Apply")));
            Assert.That(reply.Owners[0].Fields, Is.EqualTo(new[]
            {
                "binaryData.bin", "data.app.properties", "data.b", "metadata.annotations.x.y/z", "metadata.labels.l",
            }));
            Assert.That(reply.Body["metadata"]!["managedFields"]![0]!["fieldsV1"]!.ToJsonString(), Is.EqualTo(
                """{"f:binaryData":{"f:bin":{}},"f:data":{"f:app.properties":{},"f:b":{}},"f:metadata":{"f:annotations":{"f:x.y/z":{}},"f:labels":{"f:l":{}}}}"""));
        }
    }

    [Test]
    public async Task A_second_equal_apply_changes_nothing()
    {
        var first = await Kubernetes.ApplyAsync(Map("twice", ("k", "v")), "one");
        var second = await Kubernetes.ApplyAsync(Map("twice", ("k", "v")), "one");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Status, Is.EqualTo(200));
            Assert.That(JsonNode.DeepEquals(first.Body, second.Body), Is.True, second.Body.ToJsonString());
        }
    }

    [Test]
    public async Task Another_value_of_a_key_that_somebody_applied_is_a_conflict()
    {
        await Kubernetes.ApplyAsync(Map("conflict", ("k", "v")), "one");
        var reply = await Kubernetes.ApplyAsync(Map("conflict", ("k", "w")), "two");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Status, Is.EqualTo(409));
            Assert.That(reply.Reason, Is.EqualTo("Conflict"));
            Assert.That(reply.Message, Is.EqualTo("""Apply failed with 1 conflict: conflict with "one": .data.k"""));
            Assert.That(reply.Causes, Is.EqualTo(new[] { ("FieldManagerConflict", ".data.k") }));
            Assert.That(reply.Body["details"]!["causes"]![0]!["message"]!.GetValue<string>(), Is.EqualTo("conflict with \"one\""));
            Assert.That(await Cluster.Admin.ReadDataAsync("default", "conflict"), Is.EqualTo(new Dictionary<string, string> { ["k"] = "v" }));
        }
    }

    [Test]
    public async Task All_conflicts_are_named_at_once_and_updates_count_as_applies_do()
    {
        await Kubernetes.ApplyAsync(Map("conflicts", ("a", "1")), "one");
        await Kubernetes.SendAsync(
            "PATCH", PathOf("conflicts"), new JsonObject { ["data"] = Data(("u", "1"), ("v", "2")) }, "application/merge-patch+json", "edit/1");

        var reply = await Kubernetes.ApplyAsync(Map("conflicts", ("a", "9"), ("u", "9"), ("v", "9")), "two");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Message, Is.EqualTo(
                "Apply failed with 3 conflicts: conflicts with \"edit\" using v1:\n- .data.u\n- .data.v\nconflicts with \"one\":\n- .data.a"));
            Assert.That(reply.Causes.Select(cause => cause.Field), Is.EquivalentTo(new[] { ".data.u", ".data.v", ".data.a" }));
        }
    }

    [Test]
    public async Task Force_takes_the_keys_from_the_other()
    {
        await Kubernetes.PostAsync(PathOf(), Map("force", ("k", "v"), ("own", "x")));
        var reply = await Kubernetes.ApplyAsync(Map("force", ("k", "w")), "two", "&force=true");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Status, Is.EqualTo(200));
            Assert.That(reply.Body["data"]!.ToJsonString(), Is.EqualTo("""{"k":"w","own":"x"}"""));
            Assert.That(reply.Owners.Select(owner => (owner.Manager, owner.Operation, string.Join(' ', owner.Fields))), Is.EqualTo(new[]
            {
                ("two", "Apply", "data.k"), ("wire", "Update", "data data.own"),
            }));
        }
    }

    [Test]
    public async Task An_equal_value_is_owned_by_both_and_stays_until_neither_wants_it()
    {
        await Kubernetes.ApplyAsync(Map("shared", ("a", "1"), ("b", "2")), "one");
        var shared = await Kubernetes.ApplyAsync(Map("shared", ("b", "2"), ("c", "3")), "two");
        var left = await Kubernetes.ApplyAsync(Map("shared", ("a", "1")), "one");
        var gone = await Kubernetes.ApplyAsync(Map("shared", ("c", "3")), "two");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(shared.Owners.Select(owner => string.Join(' ', owner.Fields)), Is.EqualTo(new[] { "data.a data.b", "data.b data.c" }));
            Assert.That(left.Body["data"]!.ToJsonString(), Is.EqualTo("""{"a":"1","b":"2","c":"3"}"""));
            Assert.That(gone.Body["data"]!.ToJsonString(), Is.EqualTo("""{"a":"1","c":"3"}"""));
        }
    }

    [Test]
    public async Task What_is_left_out_is_taken_away_labels_and_binary_data_too()
    {
        var map = KubernetesWire.ConfigMap("pruned", Data(("a", "1"), ("b", "2")), new() { ["binaryData"] = new JsonObject { ["bin"] = "AAAA" } });
        map["metadata"]!["labels"] = new JsonObject { ["l"] = "1" };
        await Kubernetes.ApplyAsync(map, "one");

        var reply = await Kubernetes.ApplyAsync(Map("pruned", ("a", "1")), "one");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Body["data"]!.ToJsonString(), Is.EqualTo("""{"a":"1"}"""));
            Assert.That(reply.Body["binaryData"], Is.Null);
            Assert.That(reply.Body["metadata"]!["labels"], Is.Null);
        }
    }

    [Test]
    public async Task Nothing_applied_takes_everything_of_ours_away_and_leaves_the_object()
    {
        await Kubernetes.ApplyAsync(Map("emptied", ("a", "1")), "one");
        var reply = await Kubernetes.ApplyAsync(KubernetesWire.ConfigMap("emptied"), "one");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Status, Is.EqualTo(200));
            Assert.That(reply.Body["data"], Is.Null);
            Assert.That(reply.Owners, Is.Empty);
        }
    }

    [Test]
    public async Task An_update_that_removes_a_key_takes_it_from_whoever_owned_it()
    {
        await Kubernetes.ApplyAsync(Map("removed", ("a", "1"), ("b", "2")), "one");
        var reply = await Kubernetes.SendAsync(
            "PATCH", PathOf("removed") + "?fieldManager=edit", new JsonObject { ["data"] = new JsonObject { ["b"] = null, ["c"] = "3" } }, "application/merge-patch+json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Body["data"]!.ToJsonString(), Is.EqualTo("""{"a":"1","c":"3"}"""));
            Assert.That(reply.Owners.Select(owner => (owner.Manager, string.Join(' ', owner.Fields))), Is.EqualTo(new[] { ("one", "data.a"), ("edit", "data.c") }));
        }
    }

    [Test]
    public async Task A_rehearsal_answers_as_the_apply_would_and_stores_nothing()
    {
        var created = await Kubernetes.ApplyAsync(Map("rehearsed", ("a", "1")), "one", "&dryRun=All");
        var absent = await Kubernetes.GetAsync(PathOf("rehearsed"));
        await Kubernetes.ApplyAsync(Map("rehearsed", ("a", "1")), "one");
        var changed = await Kubernetes.ApplyAsync(Map("rehearsed", ("a", "2")), "one", "&dryRun=All");
        var conflict = await Kubernetes.ApplyAsync(Map("rehearsed", ("a", "3")), "two", "&dryRun=All");
        var kept = await Kubernetes.GetAsync(PathOf("rehearsed"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((created.Status, absent.Status, changed.Status, conflict.Status), Is.EqualTo((201, 404, 200, 409)));
            Assert.That(created.Body["metadata"]!["resourceVersion"], Is.Null);
            Assert.That(changed.Body["data"]!["a"]!.GetValue<string>(), Is.EqualTo("2"));
            Assert.That(changed.Body["metadata"]!["resourceVersion"]!.ToString(), Is.EqualTo(kept.Body["metadata"]!["resourceVersion"]!.ToString()));
            Assert.That(kept.Body["data"]!["a"]!.GetValue<string>(), Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task Versions_and_ids_in_an_apply_are_preconditions()
    {
        await Kubernetes.ApplyAsync(Map("held", ("a", "1")), "one");
        JsonObject With(string name, string field, string value)
        {
            var map = Map(name, ("a", "2"));
            map["metadata"]![field] = value;
            return map;
        }

        var version = await Kubernetes.ApplyAsync(With("held", "resourceVersion", "1"), "one");
        var uid = await Kubernetes.ApplyAsync(With("held", "uid", "other"), "one");
        var absent = await Kubernetes.ApplyAsync(With("held-nowhere", "uid", "other"), "one");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(version.Status, Is.EqualTo(409));
            Assert.That(version.Message, Is.EqualTo(
                "Operation cannot be fulfilled on configmaps \"held\": the object has been modified; please apply your changes to the latest version and try again"));
            Assert.That((uid.Status, uid.Reason), Is.EqualTo((422, "Invalid")));
            Assert.That((absent.Status, absent.Reason), Is.EqualTo((409, "Conflict")));
        }
    }

    [Test]
    public async Task What_is_no_apply_is_refused_in_the_server_s_words()
    {
        var noManager = await Kubernetes.SendAsync("PATCH", PathOf("wrong"), Map("wrong"), "application/apply-patch+yaml");
        var otherName = await Kubernetes.SendAsync("PATCH", PathOf("wrong") + "?fieldManager=one", Map("other"), "application/apply-patch+yaml");
        var noVersion = await Kubernetes.ApplyAsync(new() { ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = "wrong" } }, "one");
        var unknown = await Kubernetes.ApplyAsync(KubernetesWire.ConfigMap("wrong", more: new() { ["dta"] = new JsonObject() }), "one");
        var number = await Kubernetes.ApplyAsync(KubernetesWire.ConfigMap("wrong", new() { ["a"] = 5 }), "one");
        var dryRun = await Kubernetes.ApplyAsync(Map("wrong"), "one", "&dryRun=Yes");
        var type = await Kubernetes.SendAsync("PATCH", PathOf("wrong") + "?fieldManager=one", Map("wrong"), "application/nope");
        var base64 = await Kubernetes.ApplyAsync(KubernetesWire.ConfigMap("wrong", more: new() { ["binaryData"] = new JsonObject { ["a"] = "%%" } }), "one");

        Assert.That(
            new[] { noManager, otherName, noVersion, unknown, number, dryRun, type, base64 }.Select(reply => (reply.Status, reply.Message)),
            Is.EqualTo(new[]
            {
                (422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch"),
                (400, "the name of the object (other) does not match the name on the URL (wrong)"),
                (400, "Incorrect version specified in apply patch. Specified patch version: , expected: v1"),
                (500, "failed to create typed patch object: .dta: field not declared in schema"),
                (500, "failed to create typed patch object: .data.a: expected string, got &value.valueUnstructured{Value:5}"),
                (422, "PatchOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: []string{\"Yes\"}: supported values: \"All\""),
                (415, "415: Unsupported Media Type"),
                (500, "failed to convert new object to proper version: unable to convert unstructured object to /v1, Kind=ConfigMap: "
                    + "error decoding from json: illegal base64 data at input byte 0"),
            }));
    }
}
