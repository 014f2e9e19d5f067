using System.Reflection;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Tests.Architecture;

/// <summary>What a use case looks like, read off the compiled types: whatever has an <c>ExecuteAsync</c> that others can call is one.</summary>
internal static class VerbRules
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> Verbs(IEnumerable<Type> types) => types.Where(type => Execute(type) is not null);

    public static IEnumerable<string> Misshapen(IEnumerable<Type> types) =>
        from verb in Verbs(types)
        let execute = Execute(verb)!
        let parameters = execute.GetParameters()
        from problem in new[]
        {
            (verb.IsVisible && verb.IsSealed, "is public and sealed"),
            (verb.GetMethods(Own).Length == 1, "has one public method"),
            (execute.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>)
                && task.GetGenericArguments()[0] is { IsGenericType: true } outcome && outcome.GetGenericTypeDefinition() == typeof(Outcome<>), "gives a Task of an Outcome"),
            (parameters.Any(parameter => parameter.ParameterType == typeof(Actor)), "is told who acts"),
            (parameters is [.., { IsOptional: false } last] && last.ParameterType == typeof(CancellationToken), "ends in a CancellationToken that is not optional"),
        }
        where !problem.Item1
        select $"{verb.FullName}: a use case {problem.Item2}";

    public static IEnumerable<string> WithoutTrail(IEnumerable<Type> types) => Verbs(types).Where(type => !HasTrail(type)).Select(type => type.FullName!);

    /// <summary>Types that save without being handed the trail, use cases or not.</summary>
    public static IEnumerable<string> SavingWithoutTrail(IEnumerable<TypeUse> uses)
    {
        var list = uses.ToList();
        var withTrail = list.Where(use => use.To.Name == nameof(AuditTrail) && use.FromMember == ".ctor").Select(use => use.From).ToHashSet();
        return list.Where(use => use.ToMember is nameof(CareIdentityDb.SaveAsync) or "SaveChanges" or "SaveChangesAsync")
            .Select(use => use.From)
            .Where(from => from.Name != nameof(CareIdentityDb) && !withTrail.Contains(from))
            .Select(from => from.ToString());
    }

    private static bool HasTrail(Type type) => type.GetConstructors().All(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(AuditTrail)));

    private static MethodInfo? Execute(Type type) => type is { IsClass: true } ? type.GetMethods(Own).FirstOrDefault(method => method.Name == "ExecuteAsync") : null;
}
