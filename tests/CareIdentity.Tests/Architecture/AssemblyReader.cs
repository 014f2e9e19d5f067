using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CareIdentity.Tests.Architecture;

/// <summary>
/// Everything that a compiled assembly says about types, its own and others': base types, interfaces, signatures, constraints,
/// attributes with their arguments, locals, caught exceptions and every instruction. Only what the compiler has already folded
/// away (constants, <c>nameof</c>) cannot be seen.
/// </summary>
internal sealed class AssemblyReader
{
    private readonly MetadataReader metadata;
    private readonly PEReader file;
    private readonly TypeNames names;
    private readonly HashSet<TypeUse> uses = [];

    private AssemblyReader(PEReader file)
    {
        this.file = file;
        metadata = file.GetMetadataReader();
        names = new TypeNames(metadata);
    }

    public static IReadOnlyCollection<TypeUse> Read(System.Reflection.Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = new AssemblyReader(file);
        foreach (var type in reader.metadata.TypeDefinitions)
        {
            reader.ReadType(type);
        }

        return reader.uses;
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var here = new Place(this, names.Of(handle)!, "its declaration");
        here.Add(type.BaseType);
        here.Add(type.GetInterfaceImplementations().Select(i => metadata.GetInterfaceImplementation(i).Interface));
        here.Add(type.GetGenericParameters());
        here.Add(type.GetCustomAttributes());
        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            var place = here with { Member = metadata.GetString(field.Name) };
            field.DecodeSignature(place.Signatures, null);
            place.Add(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(metadata.GetPropertyDefinition))
        {
            (here with { Member = metadata.GetString(property.Name) }).Add(property.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
        {
            ReadMethod(here with { Member = metadata.GetString(method.Name) }, method);
        }
    }

    private void ReadMethod(Place here, MethodDefinition method)
    {
        method.DecodeSignature(here.Signatures, null);
        here.Add(method.GetCustomAttributes());
        here.Add(method.GetGenericParameters());
        here.Add(method.GetParameters().SelectMany(parameter => metadata.GetParameter(parameter).GetCustomAttributes()));
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(here.Signatures, null);
        }

        here.Add(body.ExceptionRegions.Where(region => region.Kind is ExceptionRegionKind.Catch).Select(region => region.CatchType));
        here.Add(IlTokens.In(body.GetILBytes()!));
    }

    /// <summary>Where in the code we are while reading.</summary>
    private sealed record Place(AssemblyReader Reader, CodeType Type, string Member)
    {
        public SignatureTypes Signatures => new(to => Use(to, null), Reader.names);

        public void Use(CodeType? to, string? member)
        {
            if (to is not null && to != Type)
            {
                Reader.uses.Add(new TypeUse(Type, Member, to, member));
            }
        }

        public void Add(IEnumerable<EntityHandle> handles)
        {
            foreach (var handle in handles)
            {
                Add(handle);
            }
        }

        public void Add(IEnumerable<GenericParameterHandle> parameters) =>
            Add(parameters.SelectMany(p => Reader.metadata.GetGenericParameter(p).GetConstraints()).Select(c => Reader.metadata.GetGenericParameterConstraint(c).Type));

        public void Add(IEnumerable<CustomAttributeHandle> attributes)
        {
            foreach (var attribute in attributes.Select(Reader.metadata.GetCustomAttribute))
            {
                Add(attribute.Constructor);
                attribute.DecodeValue(new AttributeTypes(to => Use(to, null), Reader.names));
            }
        }

        public void Add(EntityHandle handle)
        {
            var metadata = Reader.metadata;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition or HandleKind.TypeReference when !handle.IsNil:
                    Use(Reader.names.Of(handle), null);
                    break;
                case HandleKind.TypeSpecification:
                    metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(Signatures, null);
                    break;
                case HandleKind.MethodDefinition:
                    var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                    Use(Reader.names.Of(method.GetDeclaringType()), metadata.GetString(method.Name));
                    method.DecodeSignature(Signatures, null);
                    break;
                case HandleKind.FieldDefinition:
                    var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                    Use(Reader.names.Of(field.GetDeclaringType()), metadata.GetString(field.Name));
                    field.DecodeSignature(Signatures, null);
                    break;
                case HandleKind.MethodSpecification:
                    var specification = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Add(specification.Method);
                    specification.DecodeSignature(Signatures, null);
                    break;
                case HandleKind.MemberReference:
                    AddMember(metadata.GetMemberReference((MemberReferenceHandle)handle));
                    break;
                default:
                    break;
            }
        }

        private void AddMember(MemberReference member)
        {
            Add(member.Parent);
            if (member.Parent.Kind is HandleKind.TypeReference or HandleKind.TypeDefinition)
            {
                Use(Reader.names.Of(member.Parent), Reader.metadata.GetString(member.Name));
            }

            if (member.GetKind() is MemberReferenceKind.Method)
            {
                member.DecodeMethodSignature(Signatures, null);
            }
            else
            {
                member.DecodeFieldSignature(Signatures, null);
            }
        }
    }
}
